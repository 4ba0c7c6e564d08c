import { buildFixture } from '../../src/build/fixture.js';
import { subjectKind, type Experiment, type Variant } from '../../src/plan/definition.js';
import type { Drive } from '../../src/plan/drive.js';
import { discoverExperiments, selectExperiments } from '../../src/plan/discover.js';
import type { Limits } from '../../src/trial/limits.js';
import type { TrialResult } from '../../src/trial/run-trial.js';
import { compiler } from './ocaml.js';
import { mustRun, plannedTrial } from './trials.js';

/** What OCaml's experiments need must not hang on what the others do. */
const toolchainOf = async (experiment: Experiment) =>
  subjectKind(experiment) === 'ocaml'
    ? compiler
    : (await import('./generators.js')).generators;

/** An experiment's fixture, built for its subject as the tests have it. */
export const experimentFixture = async (name: string, limits?: Limits) => {
  const [experiment] = selectExperiments(await discoverExperiments(), [name]);
  if (!experiment) throw new Error(`${name} is gone`);
  const { executable } = await buildFixture(experiment, await toolchainOf(experiment));
  return {
    executable,
    knobs: experiment.knobs,
    /** Runs trials of a variant one after the other, each with a seed of its own. */
    run: async (
      variant: Variant,
      drive: Partial<Drive> = {},
      trials = 3,
    ): Promise<readonly TrialResult[]> => {
      const results: TrialResult[] = [];
      for (let seed = 0; seed < trials; seed++) {
        const trial = plannedTrial(variant, { rateHz: 10_000, cap: 1000, ...drive });
        results.push(await mustRun({ ...trial, seed }, executable, limits));
      }
      return results;
    },
  };
};

/** The plain figures that a trial's fixture measured, by name. */
export const measured = ({
  snapshot,
}: TrialResult): Readonly<Record<string, number | null>> =>
  Object.fromEntries(snapshot.telemetry.values.map(({ name, value }) => [name, value]));

/** How trials ended, in their order. */
export const outcomes = (results: readonly TrialResult[]): readonly string[] =>
  results.map(({ outcome }) => outcome.kind);
