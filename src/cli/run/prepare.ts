import { buildDriverLibrary } from '../../build/driver-library.js';
import { BuildError } from '../../build/compiler-error.js';
import { buildFixture, type Fixture } from '../../build/fixture.js';
import { Interrupted, UsageError } from '../../errors.js';
import { planBlocks, type PlannedTrial } from '../../plan/blocks.js';
import { cellKey, cellOf, type Cell } from '../../plan/cell.js';
import type { Experiment } from '../../plan/definition.js';
import type { Manifest } from '../../journal/manifest.js';
import type { Compiler } from '../../toolchain/compiler.js';
import { resolveCompiler } from '../../toolchain/resolve.js';
import { loadDriverLibrary, type DriverLibrary } from '../../trial/ffi.js';
import { interruptSignal } from '../interrupt.js';
import { withStep } from '../progress.js';
import type { RunRequest, WantedExperiment } from './request.js';

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

const ORIGINS: Readonly<Record<Compiler['origin'], string>> = {
  prefix: 'the prefix given',
  path: 'PATH',
  opam: 'an opam switch',
  cache: "the lab's cache",
};

/** Finds or builds the compilers asked for, each once. */
export const prepareCompilers = async (
  wanted: readonly string[],
): Promise<readonly Compiler[]> => {
  const compilers: Compiler[] = [];
  for (const name of wanted.length > 0 ? wanted : [undefined]) {
    const title = name === undefined ? 'OCaml' : `OCaml ${name}`;
    const compiler = await withStep(
      `${title}: find or build`,
      (onProgress) => resolveCompiler(name, { onProgress, signal: interruptSignal }),
      ({ version, origin }) => `OCaml ${version}, from ${ORIGINS[origin]}`,
    );
    if (!compilers.some(({ ocamlopt }) => ocamlopt === compiler.ocamlopt)) {
      compilers.push(compiler);
    }
  }
  const versions = new Set(compilers.map(({ version }) => version));
  if (versions.size < compilers.length) {
    throw new UsageError(
      'two of the compilers have the same version; their trials could not be told apart',
    );
  }
  return compilers;
};

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

/** The cells of an experiment on a subject; a rate given on the command line may make
 * variants equal that differ in their rate only. */
const cellsOf = (
  { experiment, variants }: WantedExperiment,
  { version }: Compiler,
  drive: RunRequest['drive'],
): readonly Cell[] => {
  const cells = variants.map((variant) =>
    cellOf(experiment, variant, { kind: 'ocaml', version }, drive),
  );
  return [...new Map(cells.map((cell) => [cellKey(cell), cell])).values()];
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

/**
 * Makes everything ready that a run needs: compilers, driver, fixtures, plan. A fixture
 * that does not compile on some OCaml makes its cells not applicable there.
 *
 * @throws BuildError when not one fixture could be built
 */
export const prepareRun = async (request: RunRequest): Promise<PreparedRun> => {
  const compilers = await prepareCompilers(request.ocaml);
  const library = await prepareDriver();
  const fixtures = new Map<string, Fixture>();
  const plan: Manifest['plan'] = [];
  const notApplicable: Manifest['notApplicable'] = [];
  let failure: BuildError | undefined;
  for (const wanted of request.wanted) {
    for (const compiler of compilers) {
      if (interruptSignal.aborted) throw new Interrupted();
      const { name } = wanted.experiment;
      const fixture = await buildOrReason(wanted.experiment, compiler);
      if (fixture instanceof BuildError) {
        failure = fixture;
        const subject = { kind: 'ocaml' as const, version: compiler.version };
        notApplicable.push({ experiment: name, subject, reason: fixture.message });
        continue;
      }
      fixtures.set(fixtureKey(name, compiler.version), fixture);
      for (const cell of cellsOf(wanted, compiler, request.drive)) {
        plan.push({ cell, trials: wanted.trials, fixtureHash: fixture.hash });
      }
    }
  }
  if (plan.length === 0 && failure) throw failure;
  const trials = readyTrials(plan, request.seed, fixtures);
  return { library, compilers, plan, notApplicable, trials };
};
