import {
  buildsDiffer,
  type ComparedMachine,
} from '../../analysis/comparison/machines.js';
import type { Comparison } from '../../analysis/comparison/side-by-side.js';
import { machineInFull } from '../text/machine.js';
import { printable } from '../../printable.js';

/** Machines by their ids, with what is on record of each, one line per machine. */
export const describeMachines = (
  machines: readonly ComparedMachine[],
): readonly string[] =>
  machines.map(({ machine, cc }) =>
    printable(`${machine.id}: ${[machineInFull(machine), ...cc].join(', ')}`),
  );

/**
 * Says where compared machines differ in more than the machine.
 *
 * @returns nothing where they ran one build, or where something else is compared
 */
export const describeOtherBuilds = (
  comparison: Comparison,
  machines: readonly ComparedMachine[],
): string => {
  if (comparison.by !== 'machine' || !buildsDiffer(comparison)) return '';
  const ids = new Set(comparison.cells.map(({ machine }) => machine));
  const compilers = new Set(
    machines.filter(({ machine }) => ids.has(machine.id)).flatMap(({ cc }) => cc),
  );
  const why = compilers.size > 1 ? ', their C compilers as well' : '';
  return (
    `The builds of the fixture differ between these machines${why}: what sets them apart ` +
    'may be the build.'
  );
};
