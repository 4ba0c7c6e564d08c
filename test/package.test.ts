import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { packageRoot } from '../src/paths.js';
import './support/ocaml.js';

const contents = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true }).map(String).sort();

await t.test('the packed package does what the checkout does', async (t) => {
  const folder = t.testdir({ packed: {}, user: { 'package.json': '{}' } });
  const packed = path.join(folder, 'packed');
  await execa('npm', ['pack', '--ignore-scripts', '--pack-destination', packed], {
    cwd: packageRoot,
  });
  const [tarball = ''] = readdirSync(packed);
  const user = path.join(folder, 'user');
  const inUser = execa({ cwd: user });
  await inUser`npm install --no-audit --no-fund ${path.join(packed, tarball)}`;
  const installed = path.join(user, 'node_modules', 'preempt-lab');
  const before = contents(installed);

  const args = ['run', 'callback', '--trials', '1', '--cap', '50', '--json'];
  const { stdout } = await inUser('npx', ['preempt-lab', ...args]);
  const { run, cells } = JSON.parse(stdout) as { run: string; cells: unknown[] };
  t.ok(cells.length > 5);
  t.ok(existsSync(path.join(user, 'results', run, 'trials.ndjson')));
  const page = await inUser('npx', ['preempt-lab', 'report', '--json']);
  t.match(JSON.parse(page.stdout), { trials: cells.length });
  t.same(contents(installed), before, 'nothing is written into the package');
  t.notOk(before.some((name) => name.startsWith('test') || name.endsWith('.ndjson')));
});

await t.test('what the README links to is packed', async (t) => {
  const dryRun = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await execa('npm', dryRun, { cwd: packageRoot });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
  const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
    ([, to = '']) => to,
  );
  t.ok(targets.length > 10);
  for (const target of targets) {
    const isThere = files.some(
      ({ path: file }) => file === target || file.startsWith(`${target}/`),
    );
    t.ok(isThere, target);
  }
});
