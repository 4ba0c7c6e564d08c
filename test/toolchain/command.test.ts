import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { bareMachine, writeOcamlopt } from './fixtures/machine.js';

const script = fileURLToPath(new URL('fixtures/command-process.ts', import.meta.url));

const toolchain = (...args: string[]) =>
  execa(process.execPath, [...process.execArgv, script, ...args], { reject: false });

void t.test('a listing is for readers, or JSON for programs', async (t) => {
  const { cache } = await bareMachine(t);
  const prefix = await writeOcamlopt(path.join(cache, '5.3.0'));
  const { stdout } = await toolchain('ls');
  t.match(stdout, `5.3.0  cache  ${prefix}`);
  t.match(stdout, /5\.3\.0 .* default, installed/);
  t.notMatch(stdout, '\u001b');
  t.match(JSON.parse((await toolchain('ls', '--json')).stdout), {
    compilers: [{ version: '5.3.0', prefix, origin: 'cache' }],
    unusable: [],
    installable: ['5.1.0', '5.3.0', '5.4.1', '5.5.2'].map((version) => ({ version })),
  });
});

void t.test('with --json nothing but JSON is on standard output', async (t) => {
  const { cache } = await bareMachine(t);
  const prefix = await writeOcamlopt(path.join(cache, '5.3.0'));
  const installed = await toolchain('install', '5.3', '--json');
  t.match(JSON.parse(installed.stdout), { version: '5.3.0', prefix });
  t.match(installed.stderr, 'Installing OCaml 5.3.0');
  t.match(JSON.parse((await toolchain('path', '5.3', '--json')).stdout), { prefix });
  const removed = await toolchain('rm', '5.3.0', '--json');
  t.match(JSON.parse(removed.stdout), { version: '5.3.0', removed: prefix });
});

for (const command of ['install', 'rm', 'path']) {
  void t.test(`${command} of an unknown version exits 2 and names it`, async (t) => {
    await bareMachine(t);
    const { exitCode, stdout, stderr } = await toolchain(command, '9.9.9');
    t.equal(exitCode, 2);
    t.equal(stdout, '');
    t.match(stderr, 'OCaml 9.9.9');
  });
}
