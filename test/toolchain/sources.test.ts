import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { executablesOnPath } from '../../src/toolchain/on-path.js';
import { configuredMirrors } from '../../src/toolchain/debian/apt-mirrors.js';
import { npmPackage } from '../../src/toolchain/sources/npm.js';
import { setEnvironment } from './fixtures/machine.js';

const work = { onProgress: () => undefined };
const noApt = (await executablesOnPath('apt-config')).length === 0 && 'there is no apt';

/** A registry on this machine that has one package, `tiny`, and knows no other. */
const serveRegistry = async (t: Test, tarball: Buffer): Promise<string> => {
  const server = createServer((request, response) => {
    const dist = { tarball: `http://${request.headers.host ?? ''}/tiny.tgz` };
    const versions = { '1.2.3': { name: 'tiny', version: '1.2.3', dist } };
    if (request.url === '/tiny') response.end(JSON.stringify({ name: 'tiny', versions }));
    else if (request.url === '/tiny.tgz') response.end(tarball);
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

const registry = async (t: Test) => {
  const root = t.testdir({
    package: { 'package.json': '{ "name": "tiny", "version": "1.2.3" }' },
    download: {},
  });
  const file = path.join(root, 'made-by-tar.tgz');
  await execa('tar', ['-czf', file, '-C', root, 'package']);
  const tarball = await readFile(file);
  setEnvironment(t, {
    npm_config_registry: await serveRegistry(t, tarball),
    npm_config_cache: path.join(root, 'npm-cache'),
  });
  return { folder: path.join(root, 'download'), tarball };
};

void t.test("a package comes through the user's registry", async (t) => {
  const { folder, tarball } = await registry(t);
  // What `npm publish --dry-run` hands down to everything it runs.
  setEnvironment(t, { npm_config_dry_run: 'true', npm_config_loglevel: 'silent' });
  const file = await npmPackage('tiny', '1.2.3').fetch(folder, work);
  t.same(await readFile(file), tarball);
});

void t.test("npm's own words say why there is no package", async (t) => {
  const { folder } = await registry(t);
  await t.rejects(npmPackage('tiny', '9.9.9').fetch(folder, work), {
    message: /ETARGET/,
  });
  await t.rejects(npmPackage('large', '1.2.3').fetch(folder, work), { message: /E404/ });
});

const configureApt = async (t: Test, files: Readonly<Record<string, string>>) => {
  const root = t.testdir({ parts: {} });
  const config = path.join(root, 'apt.conf');
  await mkdir(path.join(root, 'parts'), { recursive: true });
  await writeFile(
    config,
    `Dir::Etc::SourceList "${root}/sources.list"; Dir::Etc::SourceParts "${root}/parts";`,
  );
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(root, name), text);
  }
  setEnvironment(t, { APT_CONFIG: config });
};

void t.test('mirrors are taken from both formats', { skip: noApt }, async (t) => {
  await configureApt(t, {
    'sources.list': `# deb http://commented/debian stable main
deb [arch=amd64 signed-by=/keys/a.gpg] http://one/debian stable main contrib # ours
deb-src http://one/debian stable main
deb http://security/debian stable-security main
deb http://vendor/apt ./
`,
    'parts/debian.sources': `# the main archive
Types: deb deb-src
URIs: http://two/debian
 http://three/debian
Suites: stable stable-updates
Components: main
# a comment within
Signed-By: /keys/b.gpg

Types: deb
Enabled: no
URIs: http://off/debian
Suites: stable
Components: main
`,
    'parts/old.list.disabled': 'deb http://disabled/debian stable main\n',
  });
  t.same(await configuredMirrors(), [
    { uri: 'http://one/debian', keyring: '/keys/a.gpg' },
    { uri: 'http://two/debian', keyring: '/keys/b.gpg' },
    { uri: 'http://three/debian', keyring: '/keys/b.gpg' },
  ]);
});
