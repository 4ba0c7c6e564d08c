import path from 'node:path';
import t from 'tap';
import { UsageError } from '../../src/errors.js';
import { listToolchain } from '../../src/toolchain/listing.js';
import { renderListing } from '../../src/report/text/toolchain.js';
import { requireFound, resolveCompiler } from '../../src/toolchain/resolve.js';
import { bareMachine, writeOcamlopt, writeProgram } from './fixtures/machine.js';

const work = { onProgress: () => undefined };

const addSwitches = (bin: string, prefixes: Readonly<Record<string, string>>) => {
  const cases = Object.entries(prefixes).map(
    ([name, prefix]) => `*"var prefix --switch ${name} "*) echo '${prefix}';;`,
  );
  const names = Object.keys(prefixes).join('\n');
  return writeProgram(
    path.join(bin, 'opam'),
    `case "$* " in *"switch list"*) echo '${names}';; ${cases.join(' ')} esac`,
  );
};

void t.test('prefers PATH to opam and opam to the cache', async (t) => {
  const { root, bin, cache } = await bareMachine(t);
  const cached = await writeOcamlopt(path.join(cache, '5.4.1'), { version: '5.4.1' });
  t.match(await resolveCompiler(undefined, work), { prefix: cached, origin: 'cache' });
  const inSwitch = await writeOcamlopt(path.join(root, 'switch'), { version: '5.2.1' });
  await addSwitches(bin, { mine: inSwitch });
  t.match(await resolveCompiler(undefined, work), { prefix: inSwitch, origin: 'opam' });
  await writeOcamlopt(root, { version: '5.0.0' });
  t.match(await resolveCompiler(undefined, work), { prefix: root, origin: 'path' });
});

void t.test('passes over what it cannot use, and lists it with the reason', async (t) => {
  const { root, cache } = await bareMachine(t);
  await writeOcamlopt(root, { version: '4.14.1' });
  const cached = await writeOcamlopt(path.join(cache, '5.3.0'));
  t.match(await resolveCompiler(undefined, work), { prefix: cached });
  const listing = await listToolchain();
  t.match(listing, {
    compilers: [{ version: '5.3.0', origin: 'cache' }],
    unusable: [{ version: '4.14.1', origin: 'path', reason: /older than 5\.0/ }],
  });
  t.match(renderListing(listing), /4\.14\.1 .*\n.*not usable: OCaml 4\.14\.1 is older/);
});

void t.test(
  'gives the newest of a line of versions, and exactly a whole one',
  async (t) => {
    const { root, cache } = await bareMachine(t);
    await writeOcamlopt(root, { version: '5.4.1' });
    await writeOcamlopt(path.join(cache, '5.4.9'), { version: '5.4.9' });
    await writeOcamlopt(path.join(cache, '5.4.10'), { version: '5.4.10' });
    t.match(await resolveCompiler('5.4', work), { version: '5.4.10' });
    t.match(await resolveCompiler('5.4.1', work), { version: '5.4.1', origin: 'path' });
    await t.rejects(requireFound('5.3'), { message: /not on this machine; .*5\.3\.0/ });
  },
);

void t.test('a switch that is also on PATH is listed once', async (t) => {
  const { root, bin } = await bareMachine(t);
  await writeOcamlopt(root);
  await addSwitches(bin, { mine: root });
  const { compilers } = await listToolchain();
  t.match(compilers, [{ origin: 'path' }]);
  t.equal(compilers.length, 1);
});

for (const [wanted, problem] of [
  ['4.14.1', /OCaml 4\.14\.1 is too old/],
  ['5.9.9', /OCaml 5\.9\.9 cannot be installed/],
  ['banana', /'banana' is neither a version of OCaml nor a folder/],
] as const) {
  void t.test(
    `asking for ${wanted} is a usage error that says what there is`,
    async (t) => {
      await bareMachine(t);
      const error: unknown = await resolveCompiler(wanted, work).catch((e: unknown) => e);
      t.type(error, UsageError);
      t.match(error, { message: problem });
      t.match(error, { message: '5.1.0, 5.3.0, 5.4.1' });
    },
  );
}
