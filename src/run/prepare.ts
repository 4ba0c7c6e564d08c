import { sum } from 'd3-array';
import { checkPlanSize } from '../plan/bounds.js';
import { buildRunnerLibrary } from '../build/runner-library.js';
import { BuildError } from '../build/compiler-error.js';
import { describeFixture } from '../build/describe-fixture.js';
import { buildFixture, type Fixture } from '../build/fixture.js';
import { Interrupted } from '../errors.js';
import { planBlocks, type PlanEntry } from '../plan/blocks.js';
import { subjectKind, type Experiment } from '../plan/definition.js';
import type { NotApplicable } from '../journal/manifest.js';
import { subjectName } from '../plan/cell.js';
import { subjectOf, type Toolchain } from '../toolchain/toolchain.js';
import { loadRunnerLibrary, type RunnerLibrary } from '../trial/ffi.js';
import { requireRoomForTrials } from '../trial/room.js';
import { cellsOnSubject } from './cells.js';
import type { Host } from './host.js';
import type { ReadyTrial } from './record-trials.js';
import type { RunRequest, WantedExperiment } from './request.js';
import { prepareToolchains, type MissingSubject } from './toolchains.js';

/** Everything built and planned; nothing recorded yet. */
export interface PreparedRun {
  readonly library: RunnerLibrary;
  readonly toolchains: readonly Toolchain[];
  readonly plan: readonly PlanEntry[];
  readonly notApplicable: readonly NotApplicable[];
  readonly trials: readonly ReadyTrial[];
}

/** Builds the runner library and loads it into this process. */
export const prepareRunner = ({ step }: Host): Promise<RunnerLibrary> =>
  step('runner: build', async () => {
    requireRoomForTrials();
    return loadRunnerLibrary(await buildRunnerLibrary());
  });

const buildOrReason = async (
  experiment: Experiment,
  toolchain: Toolchain,
  { step }: Host,
): Promise<Fixture | BuildError> => {
  const title = `${experiment.name} on ${subjectName(toolchain)}: build`;
  try {
    return await step(title, () => buildFixture(experiment, toolchain));
  } catch (error) {
    if (error instanceof BuildError) return error;
    throw error;
  }
};

/**
 * Orders the trials of a plan and gives each its fixture.
 *
 * @throws UsageError when there are too many
 */
export const readyTrials = (
  plan: readonly PlanEntry[],
  seed: number,
  fixtures: ReadonlyMap<string, Fixture>,
): readonly ReadyTrial[] => {
  checkPlanSize(sum(plan, ({ trials }) => trials));
  return planBlocks(plan, seed).map((trial, index) => {
    const { experiment, subject } = trial.cell;
    const fixture = fixtures.get(fixtureKey(experiment, subject.version));
    if (!fixture) throw new Error(`no fixture for ${experiment} ${subject.version}`);
    return { index, trial, fixture };
  });
};

export const fixtureKey = (experiment: string, version: string): string =>
  `${experiment} ${version}`;

/** Every experiment with each toolchain for its subject. */
const pairsOf = (
  { wanted }: RunRequest,
  toolchains: readonly Toolchain[],
): readonly { readonly wanted: WantedExperiment; readonly toolchain: Toolchain }[] =>
  wanted.flatMap((each) =>
    toolchains
      .filter(({ kind }) => kind === subjectKind(each.experiment))
      .map((toolchain) => ({ wanted: each, toolchain })),
  );

const absent = (
  { wanted }: RunRequest,
  missing: readonly MissingSubject[],
): readonly NotApplicable[] =>
  missing.flatMap(({ subject, reason }) =>
    wanted
      .filter(({ experiment }) => subjectKind(experiment) === subject.kind)
      .map(({ experiment: { name } }) => ({
        experiment: name,
        subject,
        reason: reason.replaceAll(/\n\s*/g, '; '),
      })),
  );

/**
 * Prepares everything that a run needs: toolchains, runner, fixtures, plan. If a fixture
 * does not compile for some subject, its cells are not applicable there.
 *
 * @throws ToolchainError when there is nothing to build fixtures with
 * @throws BuildError when not one fixture could be built
 */
export const prepareRun = async (
  request: RunRequest,
  host: Host,
): Promise<PreparedRun> => {
  const { toolchains, missing } = await prepareToolchains(request, host);
  const library = await prepareRunner(host);
  const fixtures = new Map<string, Fixture>();
  const plan: PlanEntry[] = [];
  const notApplicable = [...absent(request, missing)];
  let failure: BuildError | undefined;
  for (const { wanted, toolchain } of pairsOf(request, toolchains)) {
    if (host.signal.aborted) throw new Interrupted();
    const { name } = wanted.experiment;
    const subject = subjectOf(toolchain);
    const fixture = await buildOrReason(wanted.experiment, toolchain, host);
    if (fixture instanceof BuildError) {
      failure = fixture;
      notApplicable.push({ experiment: name, subject, reason: fixture.message });
      continue;
    }
    fixtures.set(fixtureKey(name, subject.version), fixture);
    const description = await describeFixture(fixture);
    const { hash } = fixture;
    const cells = cellsOnSubject(wanted, subject, request.drive, hash, description);
    plan.push(...cells.plan);
    notApplicable.push(...cells.notApplicable);
  }
  if (plan.length === 0 && failure) throw failure;
  const trials = readyTrials(plan, request.seed, fixtures);
  return { library, toolchains, plan, notApplicable, trials };
};
