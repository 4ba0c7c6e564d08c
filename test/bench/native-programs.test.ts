import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { buildBareLoop, buildMinimalPing } from '../../bench/native-program.js';
import { timedTrials } from '../../bench/native-trials.js';
import { buildNativeFixture } from '../../src/build/native-fixture.js';
import { fixtureArguments } from '../../src/trial/run-trial.js';
import { snapshotSchema } from '../../src/trial/snapshot.js';

void t.test('the minimal ping goes on until all its signals are handled', async (t) => {
  const { stdout } = await execa(await buildMinimalPing(), ['50', '1000']);
  const [handled, p50 = NaN, p99 = NaN] = stdout.split(' ').map(Number);
  t.equal(handled, 50);
  t.ok(p50 > 0 && p50 <= p99);
});

void t.test('the bare loop appends the snapshot of each trial as a line', async (t) => {
  const { executable } = await buildNativeFixture('bench/native/timed.c');
  const file = path.join(t.testdir(), 'lines');
  const loop = await buildBareLoop();
  for (const ms of [0, 5]) {
    const fixture = [executable, ...timedTrials(ms, 1).flatMap(fixtureArguments)];
    const { stdout } = await execa(loop, ['3', file, ...fixture]);
    t.match(stdout, /^\d+$/);
  }
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const snapshots = lines.map((line) => snapshotSchema.parse(JSON.parse(line)));
  t.strictSame(
    snapshots.map(({ telemetry }) => telemetry.state),
    Array(6).fill('finished'),
  );
  t.ok(snapshots.slice(3).every(({ telemetry }) => telemetry.verifiedPieces > 0));
});

void t.test('the bare loop stops at a trial that does not finish', async (t) => {
  const file = path.join(t.testdir(), 'lines');
  const { exitCode, stderr } = await execa(
    await buildBareLoop(),
    ['3', file, '/bin/false'],
    { reject: false },
  );
  t.equal(exitCode, 1);
  t.match(stderr, 'a trial did not finish');
});

for (const build of [buildMinimalPing, buildBareLoop]) {
  void t.test(`${build.name}: without arguments it says how it is used`, async (t) => {
    const { exitCode, stderr } = await execa(await build(), { reject: false });
    t.equal(exitCode, 2);
    t.match(stderr, /<trials> <file> <fixture>|<signals> <rate in Hz>/);
  });
}
