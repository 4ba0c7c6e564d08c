import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects, parquetSchema, parquetMetadata } from 'hyparquet';
import t from 'tap';
import { TRIAL_COLUMNS } from '../../src/report/export/trial-columns.js';
import { lab, startLab } from '../support/cli.js';
import { record, RUN, survivor } from '../support/records.js';
import { writeRun } from '../support/results.js';

const NAMES = TRIAL_COLUMNS.map(({ name }) => name);
const MESSAGE = '\u001b[2J"no", said\nit; \u009b1m ü';

const TRIALS = [
  record({ attempts: 0, seed: 2 ** 48 - 1, fault: { address: '0x0', pc: '0x12' } }),
  survivor({ measurements: { delay: { unit: 'ns', value: 2.5 } } }),
  record({ outcome: { kind: 'fatal-error', exitCode: 2, message: MESSAGE } }),
  record({ outcome: { kind: 'harness-fault' }, censored: true }),
];

const folder = t.testdir();
const results = path.join(folder, 'results');
writeRun(results, TRIALS);

const exported = (...args: readonly string[]) =>
  lab('export', '--results', results, ...args);

type Row = Readonly<Record<string, unknown>>;

const readParquet = async (file: string): Promise<readonly Row[]> => {
  const { buffer } = new Uint8Array(readFileSync(file));
  return parquetReadObjects({ file: buffer });
};

await t.test('JSON: every trial a row, every column in it', async (t) => {
  const { stdout, stderr, exitCode } = await exported('--format', 'json');
  t.match({ stderr, exitCode }, { stderr: '', exitCode: 0 });
  const rows = JSON.parse(stdout) as readonly Row[];
  t.equal(rows.length, TRIALS.length);
  for (const row of rows) t.same(Object.keys(row), NAMES);
  t.match(rows, [
    {
      run: RUN,
      trial: 0,
      experiment: 'callback',
      variant: { handler: 'plain' },
      subjectVersion: '5.3.0',
      rateHz: 10_000,
      seed: 2 ** 48 - 1,
      outcome: 'crashed',
      signal: 'SIGSEGV',
      exitCode: null,
      attempts: 0,
      time: 1,
      event: 1,
      faultPc: '0x12',
      machine: 'abcd1234',
      labRevision: null,
    },
    { censored: true, time: 3000, event: 0, measurements: { delay: { value: 2.5 } } },
    { outcome: 'fatal-error', exitCode: 2, time: 10, event: 1 },
    { outcome: 'harness-fault', time: null, event: null },
  ]);
  t.equal((await exported('--json')).stdout, stdout, '--json is the same');
});

await t.test('CSV has the same, an empty field for nothing', async (t) => {
  const { stdout } = await exported('--format', 'csv');
  const rows = parse(stdout, { columns: true }) as readonly Readonly<
    Record<string, string>
  >[];
  const json = JSON.parse((await exported('--format', 'json')).stdout) as readonly Row[];
  t.same(Object.keys(rows[0] ?? {}), NAMES);
  const texts = json.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'string'
          ? value
          : JSON.stringify(value ?? '').replace(/^""$/, ''),
      ]),
    ),
  );
  t.same(rows, texts);
});

await t.test('a message of a fixture can do nothing to a terminal', async (t) => {
  for (const format of ['csv', 'json']) {
    const { stdout } = await exported('--format', format);
    t.notMatch(stdout, /[\u001b\u009b]/);
    t.match(stdout, /\\x1b\[2J/);
  }
});

await t.test('Parquet, read back, has the same with types', async (t) => {
  const file = path.join(folder, 'trials.parquet');
  const { stdout, exitCode } = await exported('--format', 'parquet', '--out', file);
  t.match({ stdout, exitCode }, { stdout: '', exitCode: 0 });
  const rows = await readParquet(file);
  const json = JSON.parse((await exported('--format', 'json')).stdout) as readonly Row[];
  const plain = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (typeof value === 'bigint') return [name, Number(value)];
        return [name, value instanceof Date ? value.toISOString() : (value ?? null)];
      }),
    ),
  );
  t.same(plain, json);
  t.type(rows[0]?.attempts, 'bigint');
  t.type(rows[0]?.startedAt, Date);
  const { children } = parquetSchema(
    parquetMetadata(new Uint8Array(readFileSync(file)).buffer),
  );
  t.same(
    children.map(({ element }) => element.name),
    NAMES,
  );
  t.same(
    readdirSync(folder).filter((name) => name.startsWith('trials.parquet')),
    ['trials.parquet'],
    'and nothing is left beside it',
  );
});

await t.test('to standard output it is the same bytes', async (t) => {
  const file = path.join(folder, 'same.parquet');
  await exported('--format', 'parquet', '--out', file);
  const { stdout } = await startLab(
    ['export', '--results', results, '--format', 'parquet'],
    { encoding: 'buffer' },
  );
  t.same(stdout, new Uint8Array(readFileSync(file)));
});

await t.test('survival takes what was exported', async (t) => {
  const { stdout } = await exported('--format', 'csv');
  const [header = '', ...lines] = stdout.split('\n');
  const data = lines.filter((line) => !line.includes('harness-fault'));
  const file = path.join(folder, 'data.csv');
  writeFileSync(file, [header, ...data].join('\n'));
  const survival = await lab(
    'survival',
    file,
    '--time',
    'time',
    '--event',
    'event',
    '--json',
  );
  t.match(JSON.parse(survival.stdout), { groups: [{ n: 3, events: 2 }] });
});

await t.test(
  'no trials are a header, an empty array, a table without rows',
  async (t) => {
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    const of = (...args: readonly string[]) => lab('export', '--results', empty, ...args);
    t.equal((await of('--format', 'csv')).stdout, NAMES.join(','));
    t.same(JSON.parse((await of('--format', 'json')).stdout), []);
    const file = path.join(folder, 'empty.parquet');
    t.match(await of('--format', 'parquet', '--out', file), { exitCode: 0, stderr: '' });
    t.same(await readParquet(file), []);
  },
);

await t.test('a file that was there is replaced whole', async (t) => {
  const file = path.join(folder, 'old.csv');
  writeFileSync(file, 'x'.repeat(100_000));
  await exported('--format', 'csv', '--out', file);
  t.match(readFileSync(file, 'utf8'), /^run,trial,/);
  t.notMatch(readFileSync(file, 'utf8'), /xxx/);
});

await t.test('refused: what cannot be', async (t) => {
  const file = path.join(folder, 'none', 'trials.csv');
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['--format', 'xlsx'], /parquet, csv, json/],
    [[], /--format/],
    [['--format', 'csv', '--out', file], /there is no folder .*none for trials\.csv/],
  ];
  for (const [args, stderr] of wrong) {
    const refused = await exported(...args);
    t.match(refused, { exitCode: 2, stderr, stdout: '' });
    t.notMatch(refused.stderr, /^ +at /m, 'no stack');
  }
  t.match(await exported('--format', 'csv', '--out', folder), {
    exitCode: 4,
    stderr: /could not be written/,
  });
  const missing = await lab('export', '--format', 'csv', '--results', `${folder}/none`);
  t.match(missing, { exitCode: 2, stderr: /no results folder/ });
});

await t.test('a reader that has enough ends it, without a stack', async (t) => {
  const many = path.join(folder, 'many');
  writeRun(
    many,
    Array.from({ length: 3000 }, () => survivor()),
  );
  const child = startLab(['export', '--results', many, '--format', 'csv'], {
    buffer: false,
  });
  child.stdout?.once('data', () => child.stdout?.destroy());
  const chunks: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const { exitCode } = await child;
  t.equal(chunks.join(''), '');
  t.equal(exitCode, 0);
});
