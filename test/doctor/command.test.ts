import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { examine } from '../../src/doctor/examine.js';
import { Interrupted } from '../../src/errors.js';
import {
  bareMachine,
  writeOcamlopt,
  writeProgram,
} from '../toolchain/fixtures/machine.js';

const script = fileURLToPath(new URL('fixtures/doctor-process.ts', import.meta.url));

const doctor = (...args: string[]) =>
  execa(process.execPath, [...process.execArgv, script, ...args], { reject: false });

/** A real C compiler, which needs an assembler and a linker, and what else a run needs. */
const readyMachine = async (t: Test): Promise<string> => {
  const { bin } = await bareMachine(t, ['cc', 'as', 'ld']);
  for (const name of ['make', 'tar', 'npm']) {
    await writeProgram(path.join(bin, name), `echo ${name} 1.2`);
  }
  return bin;
};

void t.test('exits 0 when all that a run needs is there', async (t) => {
  const bin = await readyMachine(t);
  const { exitCode, stdout, stderr } = await doctor();
  t.equal(exitCode, 0);
  t.match(stdout, /^⚠ gdb +not on PATH.*\n +.*gdb$/m);
  t.match(stdout, /^✔ make +make 1\.2$/m);
  t.match(stdout, /^[✔⚠] signals +\d+ of \d+ received/m);
  t.match(stdout, 'Nothing that a run needs is missing.');
  t.notMatch(stdout, bin);
  t.notMatch(stdout + stderr, '\u001b');
});

void t.test('exits 3 when something is missing, after saying what to do', async (t) => {
  await rm(path.join(await readyMachine(t), 'make'));
  const { exitCode, stdout, stderr } = await doctor();
  t.equal(exitCode, 3);
  t.match(stdout, /^✖ make +not on PATH; needed to build an OCaml\n +\S.*make/m);
  t.notMatch(stdout, 'Nothing that a run needs is missing.');
  t.match(stderr, /^missing for a run: make$/m);
});

void t.test('with --json nothing but JSON is on standard output', async (t) => {
  const bin = await readyMachine(t);
  const ready = JSON.parse((await doctor('--json')).stdout) as { checks: object[] };
  t.match(ready, { ready: true });
  for (const check of ready.checks) {
    t.match(check, { name: String, status: /^(ok|warning|missing)$/, found: String });
  }
  await rm(path.join(bin, 'cc'));
  const { exitCode, stdout, stderr } = await doctor('--json');
  t.equal(exitCode, 3);
  t.match(stderr, 'Examining this machine');
  const lacking = JSON.parse(stdout) as { checks: { name: string; advice?: string }[] };
  t.match(lacking, { ready: false });
  const cc = lacking.checks.find(({ name }) => name === 'cc');
  t.match(cc, { status: 'missing', found: String, advice: /\S/ });
});

void t.test('an OCaml makes what builds one dispensable', async (t) => {
  const bin = await readyMachine(t);
  await writeOcamlopt(path.dirname(bin));
  await rm(path.join(bin, 'make'));
  const { exitCode, stdout } = await doctor();
  t.equal(exitCode, 0);
  t.match(stdout, /^✔ OCaml +5\.3\.0 \(path\)$/m);
  t.match(stdout, /^⚠ make/m);
});

void t.test('an interrupted examination has no findings', async (t) => {
  await bareMachine(t);
  const work = { onProgress: () => undefined, signal: AbortSignal.abort() };
  await t.rejects(examine(work), Interrupted);
});
