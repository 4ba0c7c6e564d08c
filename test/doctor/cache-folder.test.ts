import { readdir } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { cacheExaminations } from '../../src/doctor/cache-folder.js';
import { setEnvironment } from '../toolchain/fixtures/machine.js';
import { checksOf } from './fixtures/machine.js';

const cacheIn = async (t: Test, folder: string) => {
  setEnvironment(t, { XDG_CACHE_HOME: folder });
  return checksOf(cacheExaminations);
};

void t.test('a folder that can be made is not made by asking', async (t) => {
  const root = t.testdir({ 'a-file': '' });
  const cache = path.join(root, 'not', 'yet', 'there');
  const checks = await cacheIn(t, cache);
  t.match(checks['cache folder'], {
    status: 'ok',
    found: path.join(cache, 'preempt-lab'),
  });
  t.match(checks['disk space'], { found: /^\d+\.\d GB free/ });
  t.same(await readdir(root), ['a-file']);
});

void t.test('nothing is left in a folder that is there', async (t) => {
  const root = t.testdir({ 'preempt-lab': {} });
  t.match((await cacheIn(t, root))['cache folder'], { status: 'ok' });
  t.same(await readdir(path.join(root, 'preempt-lab')), []);
});

void t.test('a folder that cannot be made is missing', async (t) => {
  const root = t.testdir({ 'a-file': '' });
  t.match((await cacheIn(t, path.join(root, 'a-file')))['cache folder'], {
    status: 'missing',
    found: /ENOTDIR/,
    advice: /XDG_CACHE_HOME/,
  });
});

void t.test('a path that shells read is no hindrance', async (t) => {
  const root = t.testdir({ 'my $(false) cache': {} });
  const folder = path.join(root, 'my $(false) cache');
  t.match((await cacheIn(t, folder))['cache folder'], {
    status: 'ok',
    found: path.join(folder, 'preempt-lab'),
  });
});
