import { existsSync, readdirSync } from 'node:fs';
import t from 'tap';
import { DEFAULT_LIMITS, UNHURRIED_LIMITS } from '../../src/trial/limits.js';
import { runTrial } from '../../src/trial/run-trial.js';
import {
  buildTestFixture,
  library,
  mustRun,
  plannedTrial,
  SHORT_LIMITS,
} from '../support/trials.js';

const { executable } = await buildTestFixture('misbehaving');
const run = (how: string, limits = UNHURRIED_LIMITS) =>
  mustRun(plannedTrial({ how }), executable, limits);

await t.test('a trial that reaches its cap survives, at the cap exactly', async (t) => {
  for (const driver of ['external', 'sibling', 'timer'] as const) {
    const trial = plannedTrial({ how: 'well' }, { driver });
    const { outcome, snapshot } = await mustRun(trial, executable);
    const { telemetry } = snapshot;
    t.equal(outcome.kind, 'survived', driver);
    t.equal(telemetry.attempts, 200);
    t.equal(telemetry.completed, 200);
    t.ok(telemetry.sent >= 200, 'signals sent are counted');
    t.equal(telemetry.lastVerifiedAttempt, 200, 'the last attempt is verified');
    t.equal(telemetry.lastInterrupted.length, 64, 'the ring is full');
    t.ok(telemetry.lastInterrupted.every(({ pc, sp }) => pc !== '0x0' && sp !== '0x0'));
    t.match(telemetry.values, [{ name: 'answer', unit: 'things', value: 42 }]);
    const delays = telemetry.histograms.find(({ name }) => name === 'signalDelay');
    const counted = delays?.buckets.reduce((sum, [, count]) => sum + count, 0);
    t.equal(counted, telemetry.received, 'each receipt has its delay');
    t.ok(
      telemetry.histograms.some(
        ({ name }) => name === 'tickerLateness' || driver === 'timer',
      ),
    );
  }
});

await t.test('every way to go wrong is told from the others', async (t) => {
  const expected = {
    segv: { kind: 'crashed', signal: 'SIGSEGV' },
    abort: { kind: 'crashed', signal: 'SIGABRT' },
    fatal: { kind: 'fatal-error', signal: 'SIGABRT', message: /allocation failure/ },
    exit: { kind: 'crashed', exitCode: 0, message: /middle of its task/ },
    overflow: { kind: 'stack-overflow', signal: 'SIGSEGV' },
    memory: { kind: 'crashed', signal: 'SIGABRT' },
    flood: { kind: 'crashed', signal: 'SIGXFSZ' },
    hang: { kind: 'hung' },
    'ignore-term': { kind: 'hung' },
    unhandled: { kind: 'unhandled', message: /Unhandled/ },
    wrong: { kind: 'wrong-result', message: /a wrong checksum/ },
    early: { kind: 'finished' },
    'late-death': { kind: 'harness-fault', message: /after it ended as survived/ },
    'never-run': { kind: 'harness-fault', exitCode: 3, message: /never ran/ },
  };
  for (const [how, outcome] of Object.entries(expected)) {
    t.match((await run(how)).outcome, outcome, how);
  }
});

await t.test('a crash leaves its counts and where it happened', async (t) => {
  const { snapshot } = await run('segv');
  t.ok(snapshot.telemetry.attempts >= 20, 'attempts are there');
  t.match(snapshot.telemetry.fault, { signal: 11, address: '0x10' });
  t.not(snapshot.telemetry.loadBase, '0x0');
});

await t.test(
  'a trial that makes progress until its time is up has timed out',
  async (t) => {
    const trial = plannedTrial({ how: 'slow' }, { cap: 1_000_000 });
    const { outcome, snapshot } = await mustRun(trial, executable, SHORT_LIMITS);
    t.equal(outcome.kind, 'timed-out');
    t.ok(snapshot.telemetry.attempts > 0);
  },
);

await t.test('a trial that waits for a processor does not hang', async (t) => {
  const starved = await run('starved', { ...SHORT_LIMITS, hangS: 0.2 });
  t.match(starved.outcome, { kind: 'timed-out' });
  const hang = await run('hang', { ...UNHURRIED_LIMITS, hangS: 0.2 });
  t.match(hang.outcome, { kind: 'hung' });
});

await t.test(
  'a fixture that never says that it runs is the harness at fault',
  async (t) => {
    const { outcome } = await run('silent', { ...SHORT_LIMITS, startupS: 0.2 });
    t.match(outcome, { kind: 'harness-fault', message: /never ran in time/ });
  },
);

await t.test('a fixture that cannot be launched is the harness at fault', async (t) => {
  const { outcome } = await mustRun(plannedTrial({}), `${executable}-missing`);
  t.match(outcome, { kind: 'harness-fault', message: /errno 2/ });
});

await t.test('nothing of a trial outlives it', async (t) => {
  const descriptors = () => readdirSync('/proc/self/fd').length;
  const before = descriptors();
  const { snapshot } = await run('orphan');
  const orphan = Number(snapshot.output.trim());
  t.ok(orphan > 1, 'the fixture left a process behind');
  t.notOk(existsSync(`/proc/${orphan}`), 'it is gone');
  t.notOk(existsSync(`/proc/${snapshot.telemetry.pid}`), 'and so is its parent');
  t.equal(descriptors(), before, 'no descriptor is left open');
});

await t.test('a trial has an outcome whatever stands in its telemetry', async (t) => {
  for (const how of ['wild-count', 'wild-histogram', 'scribble']) {
    const { outcome } = await run(how);
    t.match(outcome, { kind: 'harness-fault', message: /wrote over its telemetry/ }, how);
  }
  t.match((await run('shrink')).outcome, { kind: 'survived' }, 'its size is sealed');
  t.match((await run('well')).outcome, { kind: 'survived' }, 'the next is unharmed');
});

await t.test('text from a fixture arrives whole, whatever it holds', async (t) => {
  const { outcome } = await run('wrong');
  t.equal(outcome.message, '\u001b[31ma wrong checksum\n"quoted"');
});

await t.test('a signal to a thread that is gone is an error, not a crash', async (t) => {
  const { snapshot } = await run('well');
  const ESRCH = 3;
  t.equal(library.send(snapshot.telemetry.pid, snapshot.telemetry.tid, 0), ESRCH);
  t.equal(library.send(process.pid, process.pid, 0), 0, 'this thread is there');
});

await t.test('several trials at once do not disturb one another', async (t) => {
  const results = await Promise.all(
    ['well', 'segv', 'hang', 'well'].map((how) => run(how)),
  );
  const kinds = results.map(({ outcome }) => outcome.kind);
  t.same(kinds, ['survived', 'crashed', 'hung', 'survived']);
});

await t.test('cancelling ends a trial under way and yields nothing', async (t) => {
  const limits = { ...DEFAULT_LIMITS, hangS: 60, wallS: 60 };
  const pending = runTrial(library, plannedTrial({ how: 'hang' }), executable, limits);
  setTimeout(library.cancel, 300);
  t.equal(await pending, undefined);
});
