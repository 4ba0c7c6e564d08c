import t from 'tap';
import { Interrupted } from '../../src/errors.js';
import { prepareBench, runPing } from '../../src/doctor/ping-trial.js';
import {
  describeSignalFrame,
  judgeSharedMemory,
  judgeSignals,
} from '../../src/doctor/signals.js';
import { examineByTrial } from '../../src/doctor/trial.js';
import type { TrialResult } from '../../src/trial/run-trial.js';
import { bareMachine, setEnvironment } from '../toolchain/fixtures/machine.js';

const work = { onProgress: () => undefined };

const withDelays = (
  { snapshot, ...rest }: TrialResult,
  buckets: [number, number][],
): TrialResult => {
  const histograms = [{ name: 'signalDelay', unit: 'ns', sum: 0, max: 0, buckets }];
  const telemetry = { ...snapshot.telemetry, sent: 3, received: 3, histograms };
  return { ...rest, snapshot: { ...snapshot, telemetry } };
};

await t.test('without a compiler the runner is missing, and said so once', async (t) => {
  await bareMachine(t);
  const checks = await examineByTrial(work);
  t.match(checks, [
    { name: 'runner', status: 'missing', found: /^not on PATH: cc$/, advice: /above/ },
  ]);
  t.equal(checks.length, 1);
});

setEnvironment(t, { XDG_CACHE_HOME: t.testdir({}) });

await t.test('a trial of ping proves memory and signals', async (t) => {
  const told: string[] = [];
  const checks = await examineByTrial({ onProgress: (detail) => told.push(detail) });
  t.match(checks, [
    { name: 'runner', status: 'ok' },
    { name: 'shared memory', status: 'ok' },
    {
      name: 'signals',
      status: /ok|warning/,
      found: /^\d+ of \d+ received, delay p50 \S+s, p99 \S+s$/,
    },
    { name: 'signal frame', status: 'ok' },
  ]);
  t.same(told, ['building the runner', 'building a fixture', 'running a trial']);
});

await t.test('quantiles and their verdict come from the histogram', async (t) => {
  const result = await runPing(await prepareBench(work), work);
  const quick = withDelays(result, [
    [9_000, 98],
    [40_000, 1],
    [700_000, 1],
  ]);
  t.same(judgeSignals(quick), {
    status: 'ok',
    found: '3 of 3 received, delay p50 9µs, p99 41µs',
  });
  const slow = withDelays(result, [
    [9_000, 1],
    [2_000_000, 2],
  ]);
  t.match(judgeSignals(slow), { status: 'warning', found: /p50 2ms/, advice: /rate/ });
});

await t.test('a fixture that does not come through is a fault to mend', async (t) => {
  const bench = await prepareBench(work);
  const nothing = await runPing({ ...bench, fixture: '/nowhere/fixture' }, work);
  const expected = {
    status: 'missing',
    found: /could not be launched/,
    advice: /pidfd_open/,
  };
  t.match(judgeSharedMemory(nothing), expected);
  t.match(judgeSignals(nothing), expected);
  const result = await runPing(bench, work);
  const crashed = { kind: 'crashed', signal: 'SIGSEGV' } as const;
  t.match(judgeSignals({ ...result, outcome: crashed }), {
    status: 'missing',
    found: 'crashed: SIGSEGV',
  });
});

await t.test('a kernel that does not tell its signal frame is no fault', (t) => {
  t.match(describeSignalFrame(3632), { status: 'ok', found: /^3,632 bytes/ });
  t.match(describeSignalFrame(0), { status: 'ok', found: /does not tell/ });
  t.end();
});

await t.test('an interrupt ends the trial', async (t) => {
  const bench = await prepareBench(work);
  const early = { ...work, signal: AbortSignal.abort() };
  await t.rejects(runPing(bench, early), Interrupted);
  const controller = new AbortController();
  const abortOnce = {
    onProgress: () =>
      setTimeout(() => {
        controller.abort();
      }),
  };
  await t.rejects(
    runPing(bench, { ...abortOnce, signal: controller.signal }),
    Interrupted,
  );
});
