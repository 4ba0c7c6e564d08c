import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { dataSet } from '../analysis/lifetimes/goldens.js';
import { lab } from '../support/cli.js';

const folder = t.testdir();

const csv = (name: string, ...lines: readonly string[]): string => {
  const file = path.join(folder, name);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
};

const csvOf = (set: string): string => {
  const { time, event, group } = dataSet(set);
  const lines = time.map((value, row) => `${group[row]},${value},${event[row]}`);
  return csv(`${set}.csv`, 'group,time,event', ...lines);
};

const survival = (file: string, ...options: readonly string[]) =>
  lab('survival', file, '--time', 'time', '--event', 'event', ...options);

const jsonOf = async (file: string, ...options: readonly string[]) => {
  const { stdout, stderr, exitCode } = await survival(file, '--json', ...options);
  t.match({ stderr, exitCode }, { stderr: '', exitCode: 0 });
  return JSON.parse(stdout) as {
    readonly groups: readonly Record<string, unknown>[];
    readonly logrank: unknown;
    readonly pairwise: readonly unknown[];
  };
};

const lengthsOf = (text: string) => text.split('\n').map((line) => line.length);

await t.test('the JSON has what it promises, and nothing else', async (t) => {
  const { groups, logrank, pairwise, ...rest } = await jsonOf(
    csvOf('aml'),
    '--by',
    'group',
  );
  t.same(rest, {});
  const [maintained, not] = groups;
  t.match(maintained, { name: 'Maintained', n: 11, events: 7, median: 31 });
  t.match(maintained, { medianLower: 13, medianUpper: null });
  t.match(not, { name: 'Nonmaintained', n: 12, events: 11, median: 23 });
  const keysOf = (value: unknown) => Object.keys(value as object);
  t.same(keysOf(maintained), [
    'name',
    'n',
    'events',
    'median',
    'medianLower',
    'medianUpper',
    'km',
    'exponential',
    'weibull',
    'exponentialTest',
  ]);
  const [row] = maintained?.km as readonly unknown[];
  t.same(keysOf(row), ['time', 'atRisk', 'events', 'survival', 'stdErr']);
  t.same(keysOf(maintained?.exponential), ['rate', 'rateLower', 'rateUpper', 'logLik']);
  const weibull = ['shape', 'shapeLower', 'shapeUpper', 'scale', 'logLik'];
  t.same(keysOf(maintained?.weibull), weibull);
  t.same(keysOf(maintained?.exponentialTest), ['statistic', 'p']);
  t.match(logrank, { df: 1 });
  t.equal((logrank as { chiSquare: number }).chiSquare.toFixed(4), '3.3964');
  t.same(keysOf(logrank), ['chiSquare', 'df', 'p']);
  t.same(keysOf(pairwise[0]), ['a', 'b', 'chiSquare', 'p', 'pHolm']);
  t.match(pairwise, [{ a: 'Maintained', b: 'Nonmaintained' }]);
});

await t.test('people get a page of 80 columns', async (t) => {
  const { stdout, exitCode } = await survival(csvOf('aml'), '--by', 'group');
  t.equal(exitCode, 0);
  t.match(stdout, /^aml\.csv: time, failed where event is 1, by group: n = 23\n/);
  t.match(stdout, /No\s+significant difference between the groups \(p = 0\.065\)/);
  t.match(stdout, /^Maintained +11 +7 +31 \(13 to -\) +0\.0165 \(0\.00665 to 0\.0341\)/m);
  t.match(stdout, /^Nonmaintained +12 +11/m);
  t.match(stdout, /^Maintained +█+.*▂$/m);
  t.match(stdout, /Maintained +1\.03 \(0\.535 to 1\.65\) +0\.91 +0\.\d+ +undecided/);
  t.match(stdout, /chi-square 3\.396, 1 degree of freedom, p = 0\.065/);
  // R prints restricted means of 52.6 (19.8) and 22.7 (4.18), up to 161.
  t.match(stdout, /2\.5 \(0\.916 to 6\.81\) +-30 \(-70 to 9\.8\)/);
  // R's quantile() of the same.
  t.match(stdout, /^Maintained +18 \(9 to 34\) +48 \(31 to -\)/m);
  t.ok(Math.max(...lengthsOf(stdout)) <= 80);
  t.notMatch(stdout, /\u001b/, 'no colours where nobody sees them');
});

await t.test('one group is judged by itself', async (t) => {
  const { stdout } = await survival(csvOf('nist'));
  t.match(stdout, /^nist\.csv: time, failed where event is 1: n = 20\n/);
  t.match(
    stdout,
    /Half of all failed by 386\.\s+Whether they fail at a constant rate is/,
  );
  t.notMatch(stdout, /Log-rank/);
  const { groups, logrank, pairwise } = await jsonOf(csvOf('nist'));
  t.match(groups, [{ name: 'all', n: 20, events: 10 }]);
  t.same({ logrank, pairwise }, { logrank: null, pairwise: [] });
  const { stdout: one } = await survival(csvOf('nist'), '--by', 'group');
  t.match(one, /by group: n = 20/);
});

await t.test('nothing failed, and nothing else', async (t) => {
  const file = csv('alive.csv', 'time,event', '3000,0', '3000,0');
  const { groups } = await jsonOf(file);
  t.match(groups, [
    {
      events: 0,
      median: null,
      km: [],
      exponential: { rate: 0, rateLower: 0, logLik: 0 },
      weibull: null,
      exponentialTest: null,
    },
  ]);
  const { stdout } = await survival(file);
  t.match(stdout, /the mean is at least 2,000, at 95 %/, '6,000 / 2.9957');
  t.match(stdout, /None of 2 failed\./);
});

await t.test('how many it takes is told where it is asked', async (t) => {
  const file = csv('few.csv', 'time,event', '5,1', '9,1', '12,0', '20,1');
  const { stdout } = await survival(file, '--precision', '50%');
  t.match(stdout, /^all +4 +32 +- +\d+ *$/m, '24 failures of three in four');
  const { groups } = await jsonOf(file, '--precision', '50%');
  t.match(groups, [{ needed: { precision: 0.5, forRate: 32 } }]);
});

await t.test('one trial, or all alike', async (t) => {
  for (const lines of [['7,1'], ['7,1', '7,1', '7,1'], ['0,0'], ['0,1']]) {
    const file = csv('few.csv', 'time,event', ...lines);
    t.match(await jsonOf(file), { groups: [{ n: lines.length, weibull: null }] });
    t.match(await survival(file), { exitCode: 0, stderr: '' });
  }
});

await t.test('deaths at the first attempts are counted, not timed', async (t) => {
  const attempts = Array.from({ length: 30 }, (_, row) => `${2 + (row % 2)},1`);
  const { stdout } = await survival(csv('early.csv', 'time,event', ...attempts));
  t.match(stdout, /all +geometric 0\.4 \(0\.\d+ to 0\.\d+\) +- +0\.00\d+ +refuted/);
  t.match(stdout, /They do not fail with the same probability at each\s+attempt\./);
});

await t.test('two hundred groups', async (t) => {
  const lines = Array.from({ length: 800 }, (_, row) => `g${row % 200},${row + 1},1`);
  const file = csv('many.csv', 'group,time,event', ...lines);
  const { groups, pairwise } = await jsonOf(file, '--by', 'group');
  t.equal(groups.length, 200);
  t.equal(pairwise.length, 19_900);
  t.same(
    groups.slice(0, 3).map(({ name }) => name),
    ['g0', 'g1', 'g2'],
  );
  const { stdout } = await survival(file, '--by', 'group');
  t.match(stdout, /The 45 of 19,900 pairs that differ most surely/);
  t.ok(Math.max(...lengthsOf(stdout)) <= 80);
});

await t.test('more than five thousand get no bootstrap, and are told', async (t) => {
  const lines = Array.from({ length: 5001 }, (_, row) => `${(row % 997) + 1},1`);
  const { stdout } = await survival(csv('large.csv', 'time,event', ...lines));
  t.match(stdout, /more\s+than\s+5,000:\s+no\s+bootstrap/);
});

await t.test('as spreadsheets write them', async (t) => {
  const file = csv(
    'sheet.csv',
    '\ufeff"time", event ,"who, if known"\r',
    '1.5e1, 1 ,"a ""b"", c"\r',
    '\r',
    '20,0,d\r',
  );
  const { groups } = await jsonOf(file, '--by', 'who, if known');
  t.match(groups, [
    { name: 'a "b", c', n: 1, events: 1, median: 15 },
    { name: 'd', n: 1, events: 0 },
  ]);
});

await t.test('a name can do nothing to the terminal', async (t) => {
  const evil = `\u001b[2J${'x'.repeat(300)}`;
  const file = csv('evil.csv', 'group,time,event', `${evil},1,1`, 'b,2,1');
  const { stdout } = await survival(file, '--by', 'group');
  t.notMatch(stdout, /\u001b/);
  t.match(stdout, /\\x1b\[2J/);
  t.ok(Math.max(...lengthsOf(stdout)) <= 80);
});

/** What is wrong with a file, and how it is said. */
const WRONG: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
  'no such column': [
    ['when,event', '1,1'],
    /:1 has no column 'time'; it has: when, event$/m,
  ],
  'a column twice': [['time,event,time', '1,1,2'], /:1 has more than one column 'time'/],
  'a time that is none': [['time,event', '1,1', 'soon,1'], /:3 time 'soon' is not a/],
  'no time': [['time,event', '1,1', ',1'], /:3 time '' is not a number/],
  NaN: [['time,event', 'NaN,1'], /:2 time 'NaN' is not a number/],
  'not in decimals': [['time,event', '0x10,1'], /:2 time '0x10' is not a number/],
  'a negative time': [['time,event', '', '1,1', '-3,1'], /:4 time '-3' is negative/],
  'a huge time': [['time,event', '1e999,1'], /:2 time '1e999' is too large/],
  'another event': [['time,event', '1,2'], /:2 event '2' is neither 0 .* nor 1/],
  'an event in words': [['time,event', '1,yes'], /:2 event 'yes' is neither 0 .* nor 1/],
  'a short line': [['time,event', '1,1', '2'], /is not valid CSV: .* on line 3/],
  'an empty file': [[], / is empty$/m],
  'what is no CSV': [
    ['time,event', '"1"\u001b]0;harm\u0007,1'],
    /is not valid CSV: [^\u001b]*$/,
  ],
  'a header alone': [['time,event'], / has no lines after its header$/m],
};

for (const [what, [lines, message]] of Object.entries(WRONG)) {
  await t.test(`refused: ${what}`, async (t) => {
    const { stdout, stderr, exitCode } = await survival(csv('wrong.csv', ...lines));
    t.equal(exitCode, 2);
    t.match(stderr, message);
    t.match(stderr, /wrong\.csv/);
    t.notMatch(stderr, /^ +at /m, 'no stack');
    t.equal(stdout, '');
  });
}

await t.test('refused: one column for both', async (t) => {
  const file = csv('both.csv', 'time,event', '1,1');
  t.match(await lab('survival', file, '--time', 'event', '--event', 'event'), {
    exitCode: 2,
    stderr: /both\.csv: 'event' cannot be both the time and the event/,
  });
});

await t.test('refused: a file that is not there, a folder, no column', async (t) => {
  t.match(await survival(path.join(folder, 'none.csv')), { exitCode: 2, stderr: /none/ });
  t.match(await survival(folder), { exitCode: 2, stderr: /could not be read/ });
  t.match(await lab('survival', csvOf('nist')), { exitCode: 2, stderr: /--time/ });
  const by = await survival(csvOf('nist'), '--by', 'colour');
  t.match(by, { exitCode: 2, stderr: /no column 'colour'; it has: group, time, event/ });
});
