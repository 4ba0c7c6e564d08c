import t from 'tap';
import { lab } from '../support/cli.js';
import {
  on,
  died,
  fault,
  resultsOf,
  compare,
  jsonOf,
  unwrapped,
  widest,
} from '../support/comparisons.js';
import { record, survivor } from '../support/records.js';
import { writeRun } from '../support/results.js';

const generators = (version: string) =>
  on(version, [
    record({
      experiment: 'preemptive-generator',
      variant: { way: 'trampoline' },
      subject: { kind: 'generator', version },
    }),
  ]);

await t.test('versions of the lab, of an experiment about generators', async (t) => {
  const results = resultsOf(t, ...generators('0.1.0'), ...generators('0.2.0'));
  const { comparisons } = await jsonOf(results, 'preemptive-generator');
  t.match(comparisons, [{ groups: [{ name: '0.1.0' }, { name: '0.2.0' }] }]);
  const { exitCode, stderr } = await compare(
    results,
    'preemptive-generator',
    '--by',
    'ocaml',
  );
  t.match({ exitCode, stderr }, { exitCode: 2, stderr: /by one of generator, run, way/ });
});

await t.test('runs are compared, and put together when something else is', async (t) => {
  const results = t.testdir();
  const runs = ['20260102T030405Z-callback-0a1b', '20260102T030406Z-callback-0a1b'];
  for (const run of runs) {
    writeRun(results, [...on('5.3.0', [died(3)]), ...on('5.4.1', [died(4)])], run);
  }
  const { comparisons } = await jsonOf(results, 'callback', '--by', 'run');
  t.equal(comparisons.length, 2, 'one for each version');
  t.same(
    comparisons[0]?.groups.map(({ name }) => name),
    runs,
  );
  const { comparisons: versions } = await jsonOf(results, 'callback');
  t.match(versions, [{ groups: [{ n: 2 }, { n: 2 }] }]);
  const { stdout } = await compare(results, 'callback', '--by', 'run');
  t.match(stdout, /^20260102T030406Z +1 +1 /m);
  t.ok(widest(stdout) <= 80);
});

await t.test('builds on one version are told apart', async (t) => {
  const rebuilt = { ...died(9), fixtureHash: 'beef'.repeat(4) };
  const { comparisons } = await jsonOf(resultsOf(t, died(3), rebuilt), 'callback');
  t.match(comparisons, [
    { groups: [{ name: '5.3.0 beefbeef' }, { name: '5.3.0 feedface' }] },
  ]);
});

await t.test('nothing but faults of the harness, in one group or in all', async (t) => {
  const one = resultsOf(t, ...on('5.3.0', [fault()]), ...on('5.4.1', [died(3), died(5)]));
  const { comparisons } = await jsonOf(one, 'callback');
  t.match(comparisons, [
    {
      logrank: null,
      fisher: null,
      meanTo: 5,
      pairwise: [],
      groups: [{ n: 0 }, { n: 2 }],
    },
  ]);
  t.match(await compare(one, 'callback'), { exitCode: 0, stdout: /harness-fault +1/ });
  const all = resultsOf(t, ...on('5.3.0', [fault()]), ...on('5.4.1', [fault()]));
  const { stdout, exitCode, stderr } = await compare(all, 'callback');
  t.match({ exitCode, stderr }, { exitCode: 0, stderr: '' });
  t.match(stdout, /No trial of these is data\./);
  t.match(stdout, /Nothing was tested\./);
  t.notMatch(stdout, /Surviving/, 'there is nothing to draw');
  t.match(await lab('table', '--results', all, '--format', 'csv'), { exitCode: 0 });
  t.match((await lab('claims', '--results', all)).stdout, /no trials recorded/);
});

await t.test('two hundred groups', async (t) => {
  const groups = Array.from({ length: 200 }, (_, row) =>
    on(`5.${row}.0`, [
      died(row + 1),
      died(2 * row + 1),
      died(row + 7, 'hung'),
      survivor(),
    ]),
  );
  const results = resultsOf(t, ...groups.flat());
  const { stdout, exitCode } = await compare(results, 'callback');
  t.equal(exitCode, 0);
  t.match(stdout, /The 45 of 19,900 pairs that differ most surely/);
  t.match(stdout, /^5\.199\.0 /m);
  t.ok(widest(stdout) <= 80);
});

await t.test('what cannot be compared is said', async (t) => {
  const results = resultsOf(t, died(3), survivor());
  const alone = await compare(results, 'callback', '--by', 'run');
  t.equal(alone.exitCode, 0);
  t.match(
    unwrapped(alone.stdout),
    /No two groups by run .* nothing to compare with: 20260102T030405Z/,
  );
  const none = await compare(results, 'callback', '--where', 'handler=allocating');
  t.equal(none.exitCode, 0);
  t.match(unwrapped(none.stdout), /No two groups by ocaml .* No such trial is recorded/);
  const { comparisons } = await jsonOf(results, 'callback');
  t.same(comparisons, []);
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['callback', '--by', 'colour'], /'colour'/],
    [['callback', '--where', 'task'], /--where/],
    [['callback', '--where', 'task=red'], /red/],
    [['calback'], /did you mean 'callback'/],
  ];
  for (const [args, stderr] of wrong) {
    t.match(await compare(results, ...args), { exitCode: 2, stderr });
  }
  t.match(await compare(`${results}/none`, 'callback'), {
    exitCode: 2,
    stderr: /no results folder/,
  });
});
