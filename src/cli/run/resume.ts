import { buildFixture, type Fixture } from '../../build/fixture.js';
import { UsageError } from '../../errors.js';
import { describeMachine } from '../../journal/environment.js';
import type { Manifest } from '../../journal/manifest.js';
import type { Experiment } from '../../plan/definition.js';
import { discoverExperiments, selectExperiments } from '../../plan/discover.js';
import { readNamedRun } from '../recorded-runs.js';
import type { RunParts } from './perform.js';
import { fixtureKey, prepareDriver, readyTrials } from './prepare.js';
import { checkResultsFolder } from './results-folder.js';
import { prepareRecorded } from './toolchains.js';

const otherBuild = (run: string, what: string): UsageError =>
  new UsageError(`${run} cannot be resumed: ${what}; start a run of its own`);

/** The fixtures of a recorded plan, which must come out as the very same builds. */
const rebuildFixtures = async (
  { run, plan, subjects }: Manifest,
  experiments: readonly Experiment[],
): Promise<ReadonlyMap<string, Fixture>> => {
  const fixtures = new Map<string, Fixture>();
  const toolchains = await prepareRecorded(subjects);
  for (const { cell, fixtureHash } of plan) {
    const key = fixtureKey(cell.experiment, cell.subject.version);
    if (fixtures.has(key)) continue;
    const [experiment] = selectExperiments(experiments, [cell.experiment]);
    const toolchain = toolchains.find(
      ({ kind, version }) =>
        kind === cell.subject.kind && version === cell.subject.version,
    );
    if (!experiment || !toolchain) throw otherBuild(run, `${key} is not to be had`);
    const fixture = await buildFixture(experiment, toolchain);
    if (fixture.hash !== fixtureHash) {
      throw otherBuild(run, `the fixture of ${key} is another build by now`);
    }
    fixtures.set(key, fixture);
  }
  return fixtures;
};

/**
 * Makes ready what is left of a run that was cut short: the same plan, less the trials
 * on record.
 *
 * @throws UsageError when there is no such run, or its trials would no longer be alike
 */
export const resumeRun = async (
  run: string,
  folder: string,
): Promise<{ readonly parts: RunParts; readonly manifest: Manifest }> => {
  const results = checkResultsFolder(folder);
  const { manifest, trials: done } = await readNamedRun(results, run);
  const fixtures = await rebuildFixtures(manifest, await discoverExperiments());
  const library = await prepareDriver();
  if (describeMachine(library.minSignalStackBytes()).id !== manifest.machine.id) {
    throw otherBuild(run, 'it was recorded on another machine');
  }
  const recordedIndices = new Set(done.map(({ trial }) => trial));
  const trials = readyTrials(manifest.plan, manifest.seed, fixtures).filter(
    ({ index }) => !recordedIndices.has(index),
  );
  const { limits } = manifest;
  return { parts: { library, trials, limits, results, recorded: done }, manifest };
};
