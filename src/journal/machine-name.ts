import { rollup } from 'd3-array';
import type { Manifest } from './manifest.js';

type Machine = Manifest['machine'];

/** How people tell machines apart: processor, cores and kernel, as far as known. */
export const describeMachine = ({ cpu, cores, kernel }: Machine): string =>
  [
    cpu ?? 'unknown processor',
    ...(cores === undefined ? [] : [`${cores} ${cores === 1 ? 'core' : 'cores'}`]),
    ...(kernel === undefined ? [] : [kernel]),
  ].join(', ');

/**
 * Names of machines, by their ids. Machines that would have the same name, since they
 * differ in what is not in it, have their ids in their names.
 */
export const machineNames = (
  machines: readonly Machine[],
): ReadonlyMap<string, string> => {
  const names = new Map(
    machines.map((machine) => [machine.id, describeMachine(machine)]),
  );
  const alike = rollup(
    names.values(),
    (same) => same.length,
    (name) => name,
  );
  return new Map(
    [...names].map(([id, name]) => [
      id,
      alike.get(name) === 1 ? name : `${name} (${id})`,
    ]),
  );
};
