import { buildFixture, type Fixture } from '../build/fixture.js';
import { UsageError } from '../errors.js';
import { describeMachine } from '../journal/environment.js';
import type { Manifest } from '../journal/manifest.js';
import type { RecordedRun } from '../journal/reader.js';
import type { Experiment } from '../plan/definition.js';
import { discoverExperiments, selectExperiments } from '../plan/discover.js';
import type { Host } from './host.js';
import type { RunParts } from './perform.js';
import { fixtureKey, prepareRunner, readyTrials } from './prepare.js';
import { prepareRecorded } from './toolchains.js';

const otherBuild = (run: string, what: string): UsageError =>
  new UsageError(`${run} cannot be resumed: ${what}; start a new run`);

/** The fixtures of a recorded plan, which must be exactly the same builds. */
const rebuildFixtures = async (
  { run, plan, subjects }: Manifest,
  experiments: readonly Experiment[],
  host: Host,
): Promise<ReadonlyMap<string, Fixture>> => {
  const fixtures = new Map<string, Fixture>();
  const toolchains = await prepareRecorded(subjects, host);
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
 * Prepares the rest of a run that was cut short: the same plan without the trials that
 * are recorded.
 *
 * @throws UsageError when its trials would no longer be comparable
 */
export const resumeRun = async (
  { manifest, trials: recorded }: RecordedRun,
  host: Host,
): Promise<RunParts> => {
  const experiments = await discoverExperiments();
  const fixtures = await rebuildFixtures(manifest, experiments, host);
  const library = await prepareRunner(host);
  if (describeMachine(library.minSignalStackBytes()).id !== manifest.machine.id) {
    throw otherBuild(manifest.run, 'it was recorded on another machine');
  }
  const recordedIndices = new Set(recorded.map(({ trial }) => trial));
  const trials = readyTrials(manifest.plan, manifest.seed, fixtures).filter(
    ({ index }) => !recordedIndices.has(index),
  );
  return { library, trials, recorded };
};
