import { execa } from 'execa';
import t from 'tap';
import { bootstrapMedian } from '../../bench/bootstrap-median.js';
import { judgeAtLeast, judgeAtMost } from '../../bench/goal.js';
import { buildPreemptProgram } from '../../bench/preempt-program.js';
import { compiler } from '../support/ocaml.js';
import { bench, widest } from './run-bench.js';

const onThis = ['--ocaml', compiler.version, '--rounds', '1'];

void t.test('the bootstrap interval of a median is the exact one', (t) => {
  /* 3 values: a resample's median is the smallest when 2 or 3 of 3 draws are, 7 / 27;
     11 values: the known percentiles of Binomial(11, k / 11) at 6. */
  t.strictSame(bootstrapMedian([3, 1, 2]), { median: 2, interval: [1, 3] });
  const eleven = Array.from({ length: 11 }, (_, i) => i + 1);
  t.strictSame(bootstrapMedian(eleven), { median: 6, interval: [3, 9] });
  t.strictSame(bootstrapMedian([5]), { median: 5, interval: [5, 5] });
  t.end();
});

void t.test('an interval that holds the goal resolves nothing', (t) => {
  const estimate = { median: 2, interval: [1, 3] } as const;
  t.strictSame(
    [0.9, 1, 2.9, 3].map((goal) => judgeAtMost(estimate, goal)),
    ['missed', 'not resolved', 'not resolved', 'met'],
  );
  t.strictSame(
    [1, 1.1, 3, 3.1].map((goal) => judgeAtLeast(estimate, goal)),
    ['met', 'not resolved', 'not resolved', 'missed'],
  );
  t.end();
});

void t.test('the program compiles without a warning', async (t) => {
  t.ok(await buildPreemptProgram(compiler, { strict: true }));
});

void t.test('the cost of a preempt ends with that of the request', async (t) => {
  const text = await bench('preempt-cost', ...onThis);
  t.match(text, /20 tasks, ratio \(goal: 2\)( +[\d.]+){3} {2}(met|missed)\n/);
  t.match(text, /the request, part of a preempt( +[\d.]+){3}\n$/);
  t.ok(widest(text) <= 80);
  const lines = (await bench('preempt-cost', ...onThis, '--json')).trimEnd().split('\n');
  t.equal(lines.length, 7);
  t.match(JSON.parse(lines[0] ?? ''), { ocaml: compiler.version, round: 1, tasks: 2 });
});

void t.test('the delay of a request ends with the causes of the slow ones', async (t) => {
  const text = await bench('preempt-request', ...onThis);
  t.match(text, /\n {2}by store \(goal: 0\.2\)( +[\d.]+){3} {2}(met|missed)\n/);
  const causes = text.match(/^ {2}(bare )?(store|signal)( +\d+){4}$/gm) ?? [];
  t.equal(causes.length, 4);
  for (const cause of causes) {
    const shares = cause.match(/\d+/g)?.map(Number) ?? [];
    t.ok(Math.abs(shares.reduce((a, b) => a + b) - 100) <= 2);
  }
  t.ok(widest(text) <= 80);
});

void t.test(
  'the throughput is judged for each kind, quantum and tick thread',
  async (t) => {
    const text = await bench('preempt-throughput', ...onThis);
    const judged =
      /^(tight|lists), \d+ +([\d.]+|never)( +-?[\d.]+){6} {2}(met|missed|not reached)$/gm;
    t.equal(text.match(judged)?.length, 20);
    t.equal(text.match(/^(tight|lists), no ticks +-( +-?[\d.]+)/gm)?.length, 2);
    t.ok(widest(text) <= 80);
  },
);

void t.test('the heartbeat ends with the ratios to systhreads', async (t) => {
  const text = await bench('preempt-heartbeat', ...onThis);
  t.match(text, /\n {2}systhreads, yield( +[\d.]+){3}\nTimes smaller/);
  t.match(text, /\n {2}ticks of 100 us \(goal: 20\)( +[\d.]+){3} {2}(met|missed)\n$/);
  t.ok(widest(text) <= 80);
});

void t.test('without arguments the program says how it is used', async (t) => {
  const { exitCode, stderr } = await execa(await buildPreemptProgram(compiler), {
    reject: false,
  });
  t.equal(exitCode, 2);
  t.match(stderr, 'preempt_bench cost <rounds> <switches>');
});
