import { spreadOf, type Spread } from './spread.js';

/** What the two arms of a benchmark measured, one right after the other. */
export interface Round<T> {
  readonly lab: T;
  readonly bare: T;
}

/**
 * Runs two arms in turns, so that a drift of the machine affects both alike. The arm that
 * went first goes second in the next round. A round beforehand warms up and is dropped.
 */
export const interleave = async <T>(
  rounds: number,
  lab: () => Promise<T>,
  bare: () => Promise<T>,
): Promise<readonly Round<T>[]> => {
  const labFirst = async (): Promise<Round<T>> => ({
    lab: await lab(),
    bare: await bare(),
  });
  const bareFirst = async (): Promise<Round<T>> => ({
    bare: await bare(),
    lab: await lab(),
  });
  await labFirst();
  const measured: Round<T>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push(await (round % 2 === 0 ? bareFirst() : labFirst()));
  }
  return measured;
};

/** The spread of each arm, for a table. */
export const spreadsOfArms = (
  label: string,
  rounds: readonly Round<number>[],
): Readonly<Record<string, Spread>> => ({
  [`${label}, lab`]: spreadOf(rounds.map(({ lab }) => lab)),
  [`${label}, bare C`]: spreadOf(rounds.map(({ bare }) => bare)),
});

/** The spread of the ratio of the arms, taken within each round. */
export const ratioOfArms = (rounds: readonly Round<number>[]): Spread =>
  spreadOf(rounds.map(({ lab, bare }) => lab / bare));
