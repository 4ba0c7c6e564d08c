import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { executablesOnPath } from '../../src/toolchain/on-path.js';
import { ocamlSourcePackage } from '../../src/toolchain/sources/ocaml-source-package.js';
import { setEnvironment } from './fixtures/machine.js';

const work = { onProgress: () => undefined };

const NEEDED = [
  ...['apt-get', 'apt-config', 'dpkg-deb', 'tar', 'gzip'],
  ...['gpg', 'gpgconf', 'gpgv'],
];
const missing: string[] = [];
for (const name of NEEDED) {
  if ((await executablesOnPath(name)).length === 0) missing.push(name);
}
const options = { skip: missing.length > 0 && `not on PATH: ${missing.join(', ')}` };

const digestOf = async (algorithm: string, file: string): Promise<string> =>
  (await execa(`${algorithm}sum`, [file])).stdout.split(' ')[0] ?? '';

/** The package as Debian lays it out: a tar that holds the upstream tarball. */
const buildPackage = async (root: string, version: string): Promise<string> => {
  const upstream = path.join(root, `ocaml-${version}`);
  await mkdir(upstream, { recursive: true });
  await writeFile(path.join(upstream, 'VERSION'), `${version}\n`);
  const inner = path.join(root, `ocaml_${version}.orig.tar.gz`);
  await execa('tar', ['-czf', inner, '-C', root, path.basename(upstream)]);
  const tree = path.join(root, 'tree');
  const place = path.join(tree, 'usr', 'src');
  await mkdir(place, { recursive: true });
  await mkdir(path.join(tree, 'DEBIAN'));
  await execa('tar', [
    ...['-cf', path.join(place, `ocaml-source-${version}.tar`), '-C', root],
    path.basename(inner),
  ]);
  await writeFile(
    path.join(tree, 'DEBIAN', 'control'),
    `Package: ocaml-source\nVersion: ${version}-1~exp1\nArchitecture: all\n` +
      'Maintainer: a test <test@localhost>\nDescription: sources\n',
  );
  const archive = path.join(root, 'archive', 'pool');
  await mkdir(archive, { recursive: true });
  const file = path.join(archive, `ocaml-source_${version}-1~exp1_all.deb`);
  await execa('dpkg-deb', ['--root-owner-group', '--build', tree, file]);
  return file;
};

const index = async (root: string, file: string): Promise<void> => {
  const suite = path.join(root, 'archive', 'dists', 'sid');
  const folder = path.join(suite, 'main', 'binary-amd64');
  await mkdir(folder, { recursive: true });
  const { stdout: control } = await execa('dpkg-deb', ['--field', file]);
  const { length } = await readFile(file);
  const packages = path.join(folder, 'Packages');
  await writeFile(
    packages,
    `${control}\nFilename: pool/${path.basename(file)}\nSize: ${length}\n` +
      `SHA256: ${await digestOf('sha256', file)}\n`,
  );
  const { length: listed } = await readFile(packages);
  await writeFile(
    path.join(suite, 'Release'),
    `Suite: sid\nCodename: sid\nComponents: main\nArchitectures: amd64 all\n` +
      `Date: ${new Date().toUTCString().replace('GMT', 'UTC')}\n` +
      `SHA256:\n ${await digestOf('sha256', packages)} ${listed} ` +
      'main/binary-amd64/Packages\n',
  );
};

/** Signs the archive; gives the key that the machine's apt is to trust. */
const sign = async (t: Test, root: string): Promise<string> => {
  // Its agent listens on a socket there, whose path has to be short.
  const home = await mkdtemp(path.join(tmpdir(), 'gpg-'));
  const gpg = execa({ env: { GNUPGHOME: home } });
  t.teardown(async () => {
    await gpg('gpgconf', ['--kill', 'all'], { reject: false });
    await rm(home, { recursive: true, force: true });
  });
  const batch = ['--batch', '--yes', '--passphrase', ''];
  await gpg('gpg', [...batch, '--quick-generate-key', 'archive@localhost', 'ed25519']);
  const keyring = path.join(root, 'archive.gpg');
  await gpg('gpg', [...batch, '--output', keyring, '--export']);
  const release = path.join(root, 'archive', 'dists', 'sid', 'Release');
  const signed = path.join(path.dirname(release), 'InRelease');
  await gpg('gpg', [...batch, '--output', signed, '--clearsign', release]);
  return keyring;
};

/** An archive that the machine's apt is configured with, and an empty folder. */
const archiveWith = async (t: Test, version: string) => {
  const root = t.testdir({ parts: {}, download: {} });
  const file = await buildPackage(root, version);
  await index(root, file);
  const keyring = await sign(t, root);
  await writeFile(
    path.join(root, 'sources.list'),
    `deb [signed-by=${keyring}] file:${path.join(root, 'archive')} stable main\n`,
  );
  const config = path.join(root, 'apt.conf');
  await writeFile(
    config,
    `Dir::Etc::SourceList "${root}/sources.list"; Dir::Etc::SourceParts "${root}/parts";`,
  );
  setEnvironment(t, { APT_CONFIG: config });
  return { root, file, download: path.join(root, 'download') };
};

void t.test('the tarball is taken out of a package of a package', options, async (t) => {
  const { root, download } = await archiveWith(t, '5.9.1');
  const source = ocamlSourcePackage('5.9.1', ['experimental', 'sid'], 'gzip');
  const tarball = await source.fetch(download, work);
  t.equal(path.basename(tarball), 'ocaml_5.9.1.orig.tar.gz');
  t.same(
    await readFile(tarball),
    await readFile(path.join(root, path.basename(tarball))),
  );
});

void t.test('an archive that has moved on says what it has', options, async (t) => {
  const { download } = await archiveWith(t, '5.9.1');
  await t.rejects(ocamlSourcePackage('5.9.0', ['sid'], 'gzip').fetch(download, work), {
    message: /sid: it has ocaml-source 5\.9\.1-1~exp1, not 5\.9\.0/,
  });
});

void t.test('a package that is not the signed one is refused', options, async (t) => {
  const { file, download } = await archiveWith(t, '5.9.1');
  await writeFile(file, 'x', { flag: 'a' });
  await t.rejects(ocamlSourcePackage('5.9.1', ['sid'], 'gzip').fetch(download, work), {
    message: /no Debian archive provided the package ocaml-source/,
  });
});
