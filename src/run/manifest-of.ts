import {
  describeLab,
  describeMachine,
  describeToolchain,
  describeTools,
} from '../journal/environment.js';
import type { Manifest } from '../journal/manifest.js';
import { newRunId } from '../journal/run-id.js';
import { RECORD_SCHEMA } from '../journal/trial-record.js';
import { FIXTURE_ENVIRONMENT } from '../toolchain/environment.js';
import { JITTER } from '../trial/limits.js';
import type { PreparedRun } from './prepare.js';
import type { RunRequest } from './request.js';

/**
 * Describes a run that is about to start.
 *
 * @param command - the arguments that asked for it
 */
export const manifestOf = async (
  { wanted, limits, jobs, seed }: RunRequest,
  { library, toolchains, plan, notApplicable }: PreparedRun,
  command: readonly string[],
): Promise<Manifest> => {
  const startedAt = new Date();
  const names = wanted.map(({ experiment }) => experiment.name);
  return {
    schema: RECORD_SCHEMA,
    run: newRunId(startedAt, names),
    startedAt: startedAt.toISOString(),
    endedAt: null,
    command: [...command],
    lab: await describeLab(),
    machine: describeMachine(library.minSignalStackBytes()),
    tools: await describeTools(),
    environment: { OCAMLRUNPARAM: FIXTURE_ENVIRONMENT.OCAMLRUNPARAM ?? null },
    limits,
    jitter: JITTER,
    jobs,
    seed,
    subjects: toolchains.map(describeToolchain),
    plan: [...plan],
    notApplicable: [...notApplicable],
  };
};
