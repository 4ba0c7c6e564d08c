import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { cachedBuild } from '../../src/build/cached-build.js';

process.env.XDG_CACHE_HOME = t.testdir();

const fill =
  (text: string) =>
  async (folder: string): Promise<void> => {
    await writeFile(path.join(folder, 'file'), text);
  };

await t.test('a build is made once per key', async (t) => {
  const first = await cachedBuild('once', fill('first'));
  const second = await cachedBuild('once', fill('second'));
  t.equal(second, first);
  t.equal(await readFile(path.join(first, 'file'), 'utf8'), 'first');
});

await t.test('a build that fails leaves nothing behind', async (t) => {
  let staging = '';
  const failing = cachedBuild('failing', async (folder) => {
    staging = folder;
    await fill('half')(folder);
    throw new Error('no such luck');
  });
  await t.rejects(failing, /no such luck/);
  t.notOk(existsSync(staging));
  t.notOk(readdirSync(path.dirname(staging)).some((name) => name.includes('failing')));
});

await t.test('of two that build at once one is kept, and both may use it', async (t) => {
  const slowly = (text: string) => async (folder: string) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fill(text)(folder);
  };
  const folders = await Promise.all([
    cachedBuild('twice', slowly('same')),
    cachedBuild('twice', slowly('same')),
  ]);
  t.equal(folders[0], folders[1]);
  t.equal(await readFile(path.join(folders[0], 'file'), 'utf8'), 'same');
});
