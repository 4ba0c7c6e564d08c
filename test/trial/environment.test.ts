import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { plannedTrial, mustRun } from '../support/trials.js';
import { setEnvironment, writeProgram } from '../toolchain/fixtures/machine.js';

await t.test('a fixture sees nothing of what is set for other programs', async (t) => {
  const folder = t.testdir();
  setEnvironment(t, { OCAMLRUNPARAM: 'v=0x400', LD_LIBRARY_PATH: '/x', LANG: 'tr_TR' });
  const program = path.join(folder, 'fixture');
  await mustRun(plannedTrial({}), await writeProgram(program, '/usr/bin/env > seen'));
  const names = (await readFile(path.join(folder, 'seen'), 'utf8'))
    .split('\n')
    .map((line) => line.split('=')[0] ?? '')
    // What a shell sets by itself, and the two descriptors of a trial.
    .filter((name) => !/^(?:|PWD|OLDPWD|SHLVL|_|\w*_FD)$/.test(name));
  t.same(names, []);
});
