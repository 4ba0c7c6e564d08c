import { buildDriverLibrary } from '../../build/driver-library.js';
import { BuildError } from '../../build/compiler-error.js';
import { describeFixture } from '../../build/describe-fixture.js';
import { buildFixture, type Fixture } from '../../build/fixture.js';
import { Interrupted } from '../../errors.js';
import { planBlocks, type PlannedTrial } from '../../plan/blocks.js';
import type { Experiment } from '../../plan/definition.js';
import type { Manifest } from '../../journal/manifest.js';
import type { Compiler } from '../../toolchain/compiler.js';
import { loadDriverLibrary, type DriverLibrary } from '../../trial/ffi.js';
import { interruptSignal } from '../interrupt.js';
import { withStep } from '../progress.js';
import { cellsOnSubject } from './cells.js';
import {
  prepareCompilers,
  prepareEveryCompiler,
  type PreparedCompilers,
} from './compilers.js';
import type { RunRequest } from './request.js';

/** A planned trial with all that running it takes. */
export interface ReadyTrial {
  /** Index in the plan of the run. */
  readonly index: number;
  readonly trial: PlannedTrial;
  readonly fixture: Fixture;
}

/** Everything built and planned; nothing recorded yet. */
export interface PreparedRun {
  readonly library: DriverLibrary;
  readonly compilers: readonly Compiler[];
  readonly plan: Manifest['plan'];
  readonly notApplicable: Manifest['notApplicable'];
  readonly trials: readonly ReadyTrial[];
}

/** Builds the driver library and loads it into this process. */
export const prepareDriver = (): Promise<DriverLibrary> =>
  withStep('driver: build', async () => loadDriverLibrary(await buildDriverLibrary()));

const buildOrReason = async (
  experiment: Experiment,
  compiler: Compiler,
): Promise<Fixture | BuildError> => {
  const title = `${experiment.name} on OCaml ${compiler.version}: build`;
  try {
    return await withStep(title, () => buildFixture(experiment, compiler));
  } catch (error) {
    if (error instanceof BuildError) return error;
    throw error;
  }
};

/** Orders the trials of a plan and gives each its fixture. */
export const readyTrials = (
  plan: Manifest['plan'],
  seed: number,
  fixtures: ReadonlyMap<string, Fixture>,
): readonly ReadyTrial[] =>
  planBlocks(plan, seed).map((trial, index) => {
    const { experiment, subject } = trial.cell;
    const fixture = fixtures.get(fixtureKey(experiment, subject.version));
    if (!fixture) throw new Error(`no fixture for ${experiment} ${subject.version}`);
    return { index, trial, fixture };
  });

export const fixtureKey = (experiment: string, version: string): string =>
  `${experiment} ${version}`;

const compilersFor = async ({
  ocaml,
  everyOcaml,
}: RunRequest): Promise<PreparedCompilers> =>
  everyOcaml
    ? prepareEveryCompiler()
    : { compilers: await prepareCompilers(ocaml), missing: [] };

const absent = (
  { wanted }: RunRequest,
  missing: PreparedCompilers['missing'],
): Manifest['notApplicable'] =>
  missing.flatMap(({ version, reason }) =>
    wanted.map(({ experiment: { name } }) => ({
      experiment: name,
      subject: { kind: 'ocaml', version },
      reason,
    })),
  );

/**
 * Makes everything ready that a run needs: compilers, driver, fixtures, plan. A fixture
 * that does not compile on some OCaml makes its cells not applicable there.
 *
 * @throws BuildError when not one fixture could be built
 */
export const prepareRun = async (request: RunRequest): Promise<PreparedRun> => {
  const { compilers, missing } = await compilersFor(request);
  const library = await prepareDriver();
  const fixtures = new Map<string, Fixture>();
  const plan: Manifest['plan'] = [];
  const notApplicable = absent(request, missing);
  let failure: BuildError | undefined;
  for (const wanted of request.wanted) {
    for (const compiler of compilers) {
      if (interruptSignal.aborted) throw new Interrupted();
      const { name } = wanted.experiment;
      const subject = { kind: 'ocaml', version: compiler.version } as const;
      const fixture = await buildOrReason(wanted.experiment, compiler);
      if (fixture instanceof BuildError) {
        failure = fixture;
        notApplicable.push({ experiment: name, subject, reason: fixture.message });
        continue;
      }
      fixtures.set(fixtureKey(name, compiler.version), fixture);
      const description = await describeFixture(fixture);
      const { hash } = fixture;
      const cells = cellsOnSubject(wanted, subject, request.drive, hash, description);
      plan.push(...cells.plan);
      notApplicable.push(...cells.notApplicable);
    }
  }
  if (plan.length === 0 && failure) throw failure;
  const trials = readyTrials(plan, request.seed, fixtures);
  return { library, compilers, plan, notApplicable, trials };
};
