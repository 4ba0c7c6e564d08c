import { readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { packageRoot } from '../src/paths.js';
import { discoverExperiments } from '../src/plan/discover.js';

const tool = (name: string, ...args: readonly string[]) =>
  execa(name, args, { cwd: packageRoot, preferLocal: true, reject: false, all: true });

/** Tracked files, and new ones that nobody ignores, with one of these endings. */
const filesNamed = async (ending: RegExp): Promise<readonly string[]> => {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await execa('git', list, { cwd: packageRoot });
  return stdout.split('\n').filter((name) => ending.test(name));
};

const passes = async (t: Test, ...command: readonly [string, ...string[]]) => {
  const { exitCode, all } = await tool(...command);
  t.equal(exitCode, 0, all);
};

await t.test('types', (t) => passes(t, 'tsc', '--noEmit'));
await t.test('linter', (t) => passes(t, 'eslint', '.'));
await t.test('formatter', (t) => passes(t, 'prettier', '--check', '.'));

await t.test('spelling, and words that have a better one', async (t) => {
  await passes(t, 'cspell', 'lint', '--no-progress', '--no-summary');
  const phrases = ['p value', 'p values', 'safe point', 'safe points', 'time slice'];
  const patterns = phrases.flatMap((phrase) => ['-e', phrase]);
  const { exitCode, all } = await tool(
    ...(['git', 'grep', '-niwF', ...patterns] as const),
    ...['--', ':!test/style.test.ts', ':!package-lock.json', ':!results/2*'],
  );
  t.equal(exitCode, 1, all);
});

await t.test('C format', async (t) => {
  const files = await filesNamed(/\.[ch]$/);
  t.ok(files.length > 20);
  await passes(t, 'clang-format', '--dry-run', '--Werror', ...files);
});

await t.test('C of the runner and the fixtures, every warning an error', async (t) => {
  /* What is compiled against an OCaml's headers is held to this elsewhere. */
  const own = await filesNamed(/^(native|(bench|test)(?!\/(ocaml|programs)))\/.*\.c$/);
  const ofExperiments = (await discoverExperiments())
    .filter(({ subject }) => subject === 'generator')
    .map(({ name }) => filesNamed(new RegExp(`^experiments/${name}/.*\\.c$`)));
  const files = [...own, ...(await Promise.all(ofExperiments)).flat()];
  const flags = ['-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Werror', '-I.'];
  for (const file of files) {
    /* Compiled, for some warnings come from the optimiser. */
    await passes(t, 'cc', '-std=gnu17', '-O2', '-S', '-o', '/dev/null', ...flags, file);
  }
});

await t.test(
  'OCaml layout: two blanks of indent, no tabs, at most 90 columns',
  async (t) => {
    const files = await filesNamed(/\.mli?$/);
    t.ok(files.length > 10);
    for (const file of files) {
      const lines = readFileSync(path.join(packageRoot, file), 'utf8').split('\n');
      const wrong = lines.findIndex((line) => /\t|\s$|.{91}/.test(line));
      t.equal(wrong, -1, `${file}:${wrong + 1}`);
    }
  },
);

const indenter = await tool('ocp-indent', '--version');
const withIndenter = { skip: indenter.failed && 'ocp-indent is not installed' };

await t.test('OCaml indentation', withIndenter, async (t) => {
  for (const file of await filesNamed(/\.mli?$/)) {
    const { stdout } = await tool('ocp-indent', file);
    const text = readFileSync(path.join(packageRoot, file), 'utf8');
    t.equal(`${stdout}\n`, text, file);
  }
});
