import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { lab } from '../support/cli.js';
import '../support/ocaml.js';

const results = t.testdir();
// One cell: a fiber without room for a signal frame, which dies at its first signal.
const settings = ['fiber=default', 'task=loop', 'handler=plain', 'sigaction=zeroed']
  .concat(['rearm=once', 'guard=none', 'registers=synced', 'rate=10000'])
  .concat(['driver=external'])
  .flatMap((setting) => ['--set', setting]);
await lab('run', 'callback', ...settings, '--trials', '1', '--results', results);
const [run = ''] = readdirSync(results);
const file = path.join(results, run, 'trials.ndjson');

const replay = (...args: string[]) => lab('replay', ...args, '--results', results);

await t.test('a trial is run again, alone, as it was recorded', async (t) => {
  const before = readFileSync(file, 'utf8');
  const { exitCode, stdout } = await replay(run, '0', '--json');
  t.equal(exitCode, 0);
  const [line = ''] = before.split('\n');
  const { seed } = JSON.parse(line) as { seed: number };
  t.match(JSON.parse(stdout), {
    run,
    trial: 0,
    seed,
    recorded: { outcome: { kind: 'crashed' } },
    replayed: { outcome: { kind: 'crashed' } },
  });
  t.equal(readFileSync(file, 'utf8'), before, 'nothing is recorded');
  const people = await replay(run, '0');
  t.match(people.stdout, /outcome +crashed.* +crashed/);
  t.ok(people.stdout.split('\n').every((text) => text.length <= 80));
});

await t.test('the fixture can be started under gdb, signals and all', async (t) => {
  const { exitCode, stdout, stderr } = await replay(run, '0', '--gdb');
  t.equal(exitCode, 0, stderr);
  t.match(stdout, /Reading symbols from .*fixture/);
  t.match(stdout, /SIGURG +No\s+No\s+Yes/);
  t.match(stderr, /a thread of the fixture signals/);
});

await t.test('a run or a trial that is not there is a usage error', async (t) => {
  t.match(await replay('20200101T000000Z-callback-0000', '0'), {
    exitCode: 2,
    stderr: /no run '2020/,
  });
  t.match(await replay('../..', '0'), { exitCode: 2, stderr: /not the name of a run/ });
  t.match(await replay(run, '999'), {
    exitCode: 2,
    stderr: /has no trial 999.*last one/,
  });
  t.match(await replay(run, 'first'), { exitCode: 2, stderr: /number of a trial/ });
});

await t.test('another build of the fixture has to be asked for', async (t) => {
  const other = readFileSync(file, 'utf8').replaceAll(
    /"fixtureHash":"[0-9a-f]+"/g,
    '"fixtureHash":"0123456789abcdef"',
  );
  writeFileSync(file, other);
  const refused = await replay(run, '0');
  t.match(refused, { exitCode: 2, stderr: /build 0123456789abcdef.*--anyway/ });
  const forced = await replay(run, '0', '--anyway');
  t.match(forced, { exitCode: 0, stderr: /0123456789abcdef/, stdout: /crashed/ });
});
