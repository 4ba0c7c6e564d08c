import t from 'tap';
import { bench, widest } from './run-bench.js';

void t.test('the harness cost ends with the ratios of its arms', async (t) => {
  const text = await bench('harness-cost', '--rounds', '2', '--trials', '3');
  t.match(text, 'Harness cost: 2 rounds of 3 trials per arm, each synced to disk');
  t.match(
    text,
    /Lab \/ bare C.*\n.*\n {2}works 10 ms .*( +[\d.]+){3}\n {2}empty( +[\d.]+){3}\n$/,
  );
  t.ok(widest(text) <= 80);
});

void t.test('the signal path ends with the ratios of its arms', async (t) => {
  const text = await bench('signal-path', '--rounds', '2', '--signals', '20');
  t.match(text, 'Signal path: 2 rounds of 20 signals per arm at 1000 Hz');
  t.match(text, /Lab \/ bare C.*\n.*\n {2}p50 .*( +[\d.]+){3}\n {2}p99( +[\d.]+){3}\n$/);
  t.ok(widest(text) <= 80);
});

void t.test('the memory is sampled twenty times and judged', async (t) => {
  const text = await bench('memory', '--trials', '40');
  t.equal(text.match(/^ +\d+ +[\d.]+ +-$/gm)?.length, 20);
  t.match(text, /RSS: -?[\d.]+, (not )?flat \(the rule: below 0\.02\)\n$/);
  t.ok(widest(text) <= 80);
});

void t.test('the generator runtime is judged against its goals', async (t) => {
  const text = await bench('generator-costs', '--rounds', '2');
  t.match(text, 'The generator runtime: 2 rounds, all arms in turns');
  const verdicts = text.match(/(( +-?[\d.]+){3}) {2}(met|missed|not resolved)$/gm);
  t.equal(verdicts?.length, 5, 'each goal');
  t.ok(widest(text) <= 80);
});

void t.test('the survival analysis ends with time and memory', async (t) => {
  const text = await bench('survival', '--trials', '2000');
  t.match(text, /^Survival analysis of 2000 trials in two groups, in memory\n/);
  t.match(text, /(life tables|Kaplan-Meier|exponential|Weibull|log-rank|total) +\d+\n/);
  t.match(text, /The goal, below 3000 ms and 300 MiB: (met|missed)\n$/);
  t.ok(widest(text) <= 80);
});
