import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { packageRoot } from '../../src/paths.js';
import { WITHOUT_FOREIGN_OCAML } from '../../src/toolchain/environment.js';
import { compiler } from '../support/ocaml.js';

const ATTEMPTS = 5;
/** Before 5.2 nothing is compacted. */
const isAffected = /^5\.[234]\./.test(compiler.version);

await t.test('what safepoint keeps out of its mixture crashes OCaml alone', async (t) => {
  const cwd = t.testdir();
  const sources = ['compaction_stubs.c', 'compaction.ml'].map((name) =>
    path.join(packageRoot, 'test', 'programs', name),
  );
  const options = { cwd, env: WITHOUT_FOREIGN_OCAML };
  for (const source of sources) await execa('cp', [source, cwd]);
  const program = ['compaction_stubs.c', 'compaction.ml', '-o', 'compaction'];
  await execa(compiler.ocamlopt, program, options);
  const signals: (string | undefined)[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { signal } = await execa('./compaction', { ...options, reject: false });
    signals.push(signal);
    if (signal !== undefined) break;
  }
  t.equal(signals.includes('SIGSEGV'), isAffected, signals.join());
});
