import { rm } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { headersExamination } from '../../src/doctor/c-headers.js';
import { C_HEADERS } from '../../src/doctor/packages.js';
import { toolExaminations } from '../../src/doctor/tools.js';
import { bareMachine, writeProgram } from '../toolchain/fixtures/machine.js';
import { checksOf, machineWith } from './fixtures/machine.js';

const TOOLS = [
  ...['cc', 'make', 'tar', 'npm', 'apt-get', 'dpkg-deb', 'xz', 'gzip'],
  ...['git', 'gdb'],
];

const equippedMachine = async (t: Parameters<typeof bareMachine>[0]) => {
  const { bin } = await bareMachine(t);
  for (const name of TOOLS) {
    await writeProgram(path.join(bin, name), `echo '${name} 1.2'; echo and more`);
  }
  return bin;
};

void t.test('a tool that is there is found with its version', async (t) => {
  await equippedMachine(t);
  const checks = await checksOf(await toolExaminations(machineWith(), false));
  t.same(Object.keys(checks), TOOLS);
  for (const name of TOOLS) {
    t.same(checks[name], { name, status: 'ok', found: `${name} 1.2` });
  }
});

void t.test('without make a run lacks it, unless an OCaml is there', async (t) => {
  await rm(path.join(await equippedMachine(t), 'make'));
  const machine = machineWith({ osRelease: 'ID=fedora\n' });
  const advice = 'sudo dnf install make';
  const found = /^not on PATH; needed to build an OCaml$/;
  const without = await checksOf(await toolExaminations(machine, false));
  t.match(without.make, { status: 'missing', found, advice });
  t.match(without.cc, { status: 'ok' });
  const withOcaml = await checksOf(await toolExaminations(machine, true));
  t.match(withOcaml.make, { status: 'warning', found, advice });
});

void t.test('of what is absent, only what a run needs is missing', async (t) => {
  await bareMachine(t);
  const missing = async (hasOcaml: boolean) =>
    Object.values(await checksOf(await toolExaminations(machineWith(), hasOcaml)))
      .filter(({ status }) => status === 'missing')
      .map(({ name }) => name);
  t.same(await missing(false), ['cc', 'make', 'tar', 'npm']);
  t.same(await missing(true), ['cc']);
});

void t.test('what only some versions need says which', async (t) => {
  await bareMachine(t);
  const checks = await checksOf(await toolExaminations(machineWith(), false));
  t.match(checks.npm, { found: /fetch OCaml 5\.1\.0, 5\.3\.0$/ });
  t.match(checks['apt-get'], {
    found: /fetch OCaml 5\.3\.0, 5\.4\.1, 5\.5\.2$/,
    advice: '--ocaml',
  });
  t.match(checks.gzip, { found: /fetch OCaml 5\.5\.2$/ });
});

void t.test('npm is not missing where a Debian can do without it', async (t) => {
  const bin = await equippedMachine(t);
  await rm(path.join(bin, 'npm'));
  const examinations = () => toolExaminations(machineWith(), false);
  t.match(await checksOf(await examinations()), { npm: { status: 'warning' } });
  await rm(path.join(bin, 'dpkg-deb'));
  t.match(await checksOf(await examinations()), {
    npm: { status: 'missing' },
    'dpkg-deb': { status: 'warning' },
  });
});

void t.test('a tool that does not work is as good as none', async (t) => {
  const bin = await equippedMachine(t);
  await writeProgram(path.join(bin, 'npm'), 'exit 7');
  await writeProgram(path.join(bin, 'dpkg-deb'), 'exit 7');
  const { npm } = await checksOf(await toolExaminations(machineWith(), false));
  t.match(npm, { status: 'missing', found: /exit code 7/, advice: /install npm/ });
});

void t.test('the headers are found by the machine’s own compiler', async (t) => {
  await bareMachine(t, ['cc']);
  const checks = await checksOf([headersExamination(machineWith())]);
  t.match(checks[C_HEADERS], { status: 'ok' });
});

void t.test('a compiler without headers tells the first it misses', async (t) => {
  const { bin } = await bareMachine(t);
  const examinations = [headersExamination(machineWith())];
  t.match((await checksOf(examinations))[C_HEADERS], { found: /not on PATH: cc/ });
  const complaint = '<stdin>:1:10: fatal error: pthread.h: No such file or directory';
  await writeProgram(path.join(bin, 'cc'), `echo '${complaint}' >&2; exit 1`);
  t.match((await checksOf(examinations))[C_HEADERS], {
    status: 'missing',
    found: complaint,
    advice: 'sudo apt-get install libc6-dev',
  });
});
