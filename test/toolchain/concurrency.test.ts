import { on } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t, { type Test } from 'tap';

const script = fileURLToPath(new URL('fixtures/install-process.ts', import.meta.url));

const twoInstallers = (t: Test) => {
  const root = t.testdir({ first: {}, second: {}, gate: {} });
  const gate = path.join(root, 'gate');
  return {
    cache: path.join(root, 'cache', 'preempt-lab', 'ocaml'),
    gate,
    start: (name: 'first' | 'second') =>
      execa(
        process.execPath,
        [...process.execArgv, script, path.join(root, name), gate],
        {
          env: { XDG_CACHE_HOME: path.join(root, 'cache') },
          reject: false,
        },
      ),
  };
};

type Installer = ReturnType<ReturnType<typeof twoInstallers>['start']>;

const untilItSays = async (installer: Installer, words: string): Promise<void> => {
  let said = '';
  for await (const [chunk] of on(installer.stdout, 'data', { close: ['end'] })) {
    said += String(chunk);
    if (said.includes(words)) return;
  }
  throw new Error(`it never said '${words}': ${(await installer).stderr}`);
};

void t.test('of two processes that install the same version one builds', async (t) => {
  const { cache, gate, start } = twoInstallers(t);
  const first = start('first');
  await untilItSays(first, 'gate.cmx');
  const second = start('second');
  await untilItSays(second, 'waiting for another process');
  await writeFile(path.join(gate, 'go'), '');
  const said = await Promise.all([first, second].map(async (one) => (await one).stdout));
  for (const output of said) t.match(output, `installed ${cache}/5.3.0`);
  t.equal(await readFile(path.join(gate, 'builds'), 'utf8'), 'built\n');
  t.same(await readdir(cache), ['5.3.0']);
});

void t.test(
  'what a killed installer leaves is neither used nor in the way',
  async (t) => {
    const { cache, gate, start } = twoInstallers(t);
    const first = start('first');
    await untilItSays(first, 'gate.cmx');
    first.kill('SIGKILL');
    await first;
    t.match(await readdir(cache), [/^\.5\.3\.0\.lock$/, /^\.staging-5\.3\.0-/]);
    await writeFile(path.join(gate, 'go'), '');
    t.match((await start('second')).stdout, `installed ${cache}/5.3.0`);
    t.same(await readdir(cache), ['5.3.0']);
  },
);
