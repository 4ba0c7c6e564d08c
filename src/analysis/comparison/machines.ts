import { group, sort } from 'd3-array';
import { machineNames } from '../../journal/machine-name.js';
import type { Manifest } from '../../journal/manifest.js';
import type { RecordedRun } from '../../journal/reader.js';
import { naturalOrder } from '../../natural-order.js';
import type { Comparison } from './side-by-side.js';

/** A machine on which compared trials ran. */
export interface ComparedMachine {
  readonly machine: Manifest['machine'];
  /** The name that groups have where machines are compared. */
  readonly name: string;
  /** The C compilers that built its fixtures. */
  readonly cc: readonly string[];
}

/** The machines of comparisons, in the order of their names. */
export const machinesOf = (
  runs: readonly RecordedRun[],
  comparisons: readonly Comparison[],
): readonly ComparedMachine[] => {
  const names = machineNames(runs.map(({ manifest }) => manifest.machine));
  const ids = new Set(
    comparisons.flatMap(({ cells }) => cells.map(({ machine }) => machine)),
  );
  const byMachine = group(runs, ({ manifest }) => manifest.machine.id);
  const machines = [...ids].flatMap((id) => {
    const manifests = (byMachine.get(id) ?? []).map(({ manifest }) => manifest);
    const [first] = manifests;
    if (!first) return [];
    const cc = [...new Set(manifests.map(({ tools }) => tools.cc))];
    return [{ machine: first.machine, name: names.get(id) ?? id, cc }];
  });
  return sort(machines, (a, b) => naturalOrder(a.name, b.name));
};

/**
 * Whether groups ran different builds of the fixture, so that the builds may be what
 * differs.
 */
export const buildsDiffer = ({ cells }: Comparison): boolean =>
  new Set(cells.map(({ fixtureHash }) => fixtureHash)).size > 1;
