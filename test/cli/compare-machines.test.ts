import t from 'tap';
import type { Manifest } from '../../src/journal/manifest.js';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { comparisonsSchema } from '../../src/report/comparison/json-schema.js';
import { lab } from '../support/cli.js';
import { compare, died, jsonOf, unwrapped, widest } from '../support/comparisons.js';
import { manifest, survivor } from '../support/records.js';
import { writeRun } from '../support/results.js';

type Machine = Manifest['machine'];

const XEON: Machine = {
  ...manifest().machine,
  id: 'aaaa1111',
  cpu: 'Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz',
  cores: 8,
};
const EPYC: Machine = {
  ...manifest().machine,
  id: 'bbbb2222',
  cpu: 'AMD EPYC 7763 64-Core Processor',
  kernel: 'Linux 6.8',
  cores: 4,
};

const times = (count: number, trial: TrialRecord): readonly TrialRecord[] =>
  Array.from({ length: count }, () => trial);

/** A run on each of these machines. */
const recordedOn = (
  t: { testdir: () => string },
  ...runs: readonly {
    readonly machine: Machine;
    readonly trials: readonly TrialRecord[];
    readonly fields?: Partial<Manifest>;
  }[]
): string => {
  const results = t.testdir();
  for (const [index, { machine, trials, fields }] of runs.entries()) {
    const run = `20260102T03040${index}Z-callback-0a1b`;
    writeRun(results, trials, run, { ...fields, machine });
  }
  return results;
};

const byMachine = (results: string, ...args: readonly string[]) =>
  compare(results, 'callback', '--by', 'machine', ...args);

await t.test('cells that differ in their machine alone stand side by side', async (t) => {
  const results = recordedOn(
    t,
    { machine: XEON, trials: [...times(30, died(5)), ...times(10, died(9, 'hung'))] },
    { machine: EPYC, trials: times(40, survivor()) },
  );
  const json = await jsonOf(results, 'callback', '--by', 'machine');
  t.same(comparisonsSchema.parse(json), json);
  const { comparisons, machines, by } = json;
  t.match(comparisons, [
    {
      cell: { experiment: 'callback', cap: 3000 },
      machine: null,
      buildsDiffer: false,
      groups: [
        { name: 'AMD EPYC 7763 64-Core Processor, 4 cores, Linux 6.8', n: 40, failed: 0 },
        { name: `${XEON.cpu}, 8 cores, Linux 6.1`, machine: 'aaaa1111', failed: 40 },
      ],
    },
  ]);
  t.equal(comparisons.length, 1);
  t.equal(by, 'machine');
  t.match(machines, [
    { id: 'bbbb2222', cpu: EPYC.cpu, cores: 4, cc: ['cc 12'] },
    { id: 'aaaa1111', minSignalStackBytes: 3376 },
  ]);
  const { stdout, exitCode, stderr } = await byMachine(results);
  t.match({ exitCode, stderr }, { exitCode: 0, stderr: '' });
  t.match(stdout, /^Machines\nbbbb2222: AMD EPYC 7763 64-Core Processor, 4 cores/);
  t.match(stdout, /^callback by machine: /m);
  t.match(stdout, /^EPYC 7763 +40 +0 /m);
  t.match(stdout, /^Xeon Gold 6248R +40 +40 /m);
  const words = unwrapped(stdout);
  t.match(words, /The machines differ in how long trials last \(p = <?[0-9.e-]+\)/);
  t.match(words, /the machines differ in how trials end \(p = <?[0-9.e-]+\)/);
  t.match(words, /Adjusted p-values are after Holm/);
  t.notMatch(words, /builds of the fixture differ/);
  t.notMatch(words, /machine aaaa1111/, 'which the two do not share');
  t.ok(widest(stdout) <= 80, String(widest(stdout)));
});

await t.test('the p-values are those of the same groups by anything else', async (t) => {
  const [few, many] = [
    times(12, died(5)),
    [...times(4, died(7)), ...times(8, survivor())],
  ];
  const machines = recordedOn(
    t,
    { machine: EPYC, trials: few },
    { machine: XEON, trials: many },
  );
  const [mine] = (await jsonOf(machines, 'callback', '--by', 'machine')).comparisons;
  const runs = recordedOn(
    t,
    { machine: XEON, trials: few },
    { machine: XEON, trials: many },
  );
  const [other] = (await jsonOf(runs, 'callback', '--by', 'run')).comparisons;
  t.equal(mine?.logrank?.p, other?.logrank?.p);
  t.equal(mine?.fisher?.p, other?.fisher?.p);
  t.ok((mine?.logrank?.p ?? 1) < 0.05);
});

await t.test('no difference, and p-values adjusted over all cells', async (t) => {
  const cells = ['loop', 'calling'].flatMap((task) =>
    [died(5), died(9), survivor()].map((trial) => ({ ...trial, variant: { task } })),
  );
  const results = recordedOn(
    t,
    { machine: XEON, trials: cells },
    { machine: EPYC, trials: cells },
  );
  const { comparisons, adjustedOver } = await jsonOf(
    results,
    'callback',
    '--by',
    'machine',
  );
  t.equal(comparisons.length, 2, 'a task each');
  t.same(adjustedOver, { logrank: 2, fisher: 2, pairwise: 2 });
  const { stdout } = await byMachine(results);
  t.match(
    unwrapped(stdout),
    /No significant difference in how long trials last \(p = 1(\.0)?\), no significant difference in how trials end/,
  );
});

await t.test('machines that look alike are told apart', async (t) => {
  const results = recordedOn(
    t,
    { machine: XEON, trials: [died(5)] },
    { machine: { ...XEON, id: 'cccc3333', memoryBytes: 2 ** 34 }, trials: [died(7)] },
  );
  const { comparisons } = await jsonOf(results, 'callback', '--by', 'machine');
  const name = `${XEON.cpu}, 8 cores, Linux 6.1`;
  t.match(comparisons, [
    { groups: [{ name: `${name} (aaaa1111)` }, { name: `${name} (cccc3333)` }] },
  ]);
  const { stdout } = await byMachine(results);
  t.match(stdout, /^aaaa1111 +1 +1 /m);
  t.match(unwrapped(stdout), /cccc3333: .*16 GiB/);
});

await t.test('runs of one machine are one group', async (t) => {
  const results = recordedOn(
    t,
    { machine: XEON, trials: [died(5)] },
    { machine: XEON, trials: [died(7)] },
    { machine: EPYC, trials: [died(7)] },
  );
  const { comparisons } = await jsonOf(results, 'callback', '--by', 'machine');
  t.match(comparisons, [{ groups: [{ n: 1 }, { n: 2 }] }]);
});

const rebuilt = (trials: readonly TrialRecord[]): readonly TrialRecord[] =>
  trials.map((trial) => ({ ...trial, fixtureHash: 'beef'.repeat(4) }));

await t.test('where builds differ too, that is said', async (t) => {
  const results = recordedOn(
    t,
    { machine: XEON, trials: [died(5), died(6)] },
    {
      machine: EPYC,
      trials: rebuilt([died(7), survivor()]),
      fields: { tools: { node: 'v20', cc: 'cc 13', flags: [] } },
    },
  );
  const { comparisons } = await jsonOf(results, 'callback', '--by', 'machine');
  t.match(comparisons, [{ buildsDiffer: true, groups: [{ n: 2 }, { n: 2 }] }]);
  const words = unwrapped((await byMachine(results)).stdout);
  t.match(
    words,
    /builds of the fixture differ between these machines, their C compilers/,
  );
  t.match(words, /bbbb2222: .* cc 13/);
});

await t.test('the same build is compared where machines share one', async (t) => {
  const results = recordedOn(
    t,
    { machine: XEON, trials: [died(5), ...rebuilt([died(6)])] },
    { machine: EPYC, trials: [died(7)] },
  );
  const { comparisons } = await jsonOf(results, 'callback', '--by', 'machine');
  t.equal(comparisons.length, 1, 'a build that one alone has is compared with nothing');
  t.match(comparisons, [{ buildsDiffer: false, groups: [{ n: 1 }, { n: 1 }] }]);
});

await t.test('one machine alone, and cells that differ in more', async (t) => {
  const alone = recordedOn(t, { machine: XEON, trials: [died(5)] });
  const { stdout, exitCode, stderr } = await byMachine(alone);
  t.match({ exitCode, stderr }, { exitCode: 0, stderr: '' });
  t.match(
    unwrapped(stdout),
    /No two groups by machine are recorded of callback\. .*Xeon.*8 cores.* on another machine/,
  );
  t.same((await jsonOf(alone, 'callback', '--by', 'machine')).comparisons, []);
  const apart = recordedOn(
    t,
    { machine: XEON, trials: [died(5)] },
    { machine: EPYC, trials: [{ ...died(5), cap: 7 }] },
  );
  t.match(unwrapped((await byMachine(apart)).stdout), /nothing to compare with: .*, AMD/);
});

await t.test('machines of which less is on record', async (t) => {
  const results = recordedOn(
    t,
    { machine: { id: 'dddd4444' }, trials: [died(5)] },
    { machine: { id: 'eeee5555', kernel: 'Linux 5.4' }, trials: [died(5)] },
    { machine: EPYC, trials: [died(7)] },
  );
  const { comparisons, machines } = await jsonOf(results, 'callback', '--by', 'machine');
  t.match(comparisons[0]?.groups, [
    { name: /^AMD EPYC/ },
    { name: 'unknown processor' },
    { name: 'unknown processor, Linux 5.4' },
  ]);
  t.match(machines[1], { id: 'dddd4444', cpu: null, cores: null, kernel: null });
  t.match(await byMachine(results), { exitCode: 0, stdout: /^dddd4444 +1 /m });
  for (const command of [
    ['table', '--format', 'markdown'],
    ['export', '--json'],
  ]) {
    const { exitCode, stdout, stderr } = await lab(...command, '--results', results);
    t.match({ exitCode, stderr }, { exitCode: 0, stderr: '' });
    t.notMatch(stdout, /undefined|NaN/);
  }
});

await t.test('what a machine is called cannot harm a terminal', async (t) => {
  const results = recordedOn(
    t,
    { machine: { ...XEON, cpu: '\u001b[2J', id: '\u001b]0;x' }, trials: [died(5)] },
    { machine: EPYC, trials: [died(7)] },
  );
  const { stdout } = await byMachine(results);
  t.notMatch(stdout, /[^\P{Cc}\n]/u);
});

await t.test('version means that of whatever an experiment is about', async (t) => {
  const results = recordedOn(t, { machine: XEON, trials: [died(5)] });
  const [named, plain] = [
    await jsonOf(results, 'callback', '--by', 'version'),
    await jsonOf(results, 'callback'),
  ];
  t.same(named, plain);
  t.equal(named.by, 'ocaml');
  t.match(await compare(results, 'callback', '--by', 'colour'), {
    exitCode: 2,
    stderr: /by one of ocaml, run, handler, .*, machine, not 'colour'/,
  });
});
