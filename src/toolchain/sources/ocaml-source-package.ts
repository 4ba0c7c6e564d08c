import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../../errors.js';
import {
  findRevision,
  fromAnyArchive,
  runApt,
  type Attempt,
  type WantedPackage,
} from '../debian/archives.js';
import { run } from '../run.js';
import type { Source } from './source.js';

const PACKAGE = 'ocaml-source';

const onlyFile = async (folder: string, form: RegExp): Promise<string> => {
  const files = await readdir(folder, { recursive: true });
  const [file, another] = files.filter((name) => form.test(name));
  if (file !== undefined && another === undefined) return path.join(folder, file);
  throw new ToolchainError(`${PACKAGE} is not laid out as it was`);
};

/** The package holds a tar of the upstream tarball and Debian's patches, unapplied. */
const download = async (wanted: WantedPackage, attempt: Attempt): Promise<string> => {
  const { folder, signal } = attempt;
  const records = await runApt('apt-cache', ['show', PACKAGE], attempt);
  const revision = `${PACKAGE}=${findRevision(wanted, records)}`;
  await runApt('apt-get', ['download', revision], attempt);
  const installed = path.join(folder, 'installed');
  const unpacked = path.join(folder, 'unpacked');
  await mkdir(unpacked);
  const archive = await onlyFile(folder, /^ocaml-source[^/]*\.deb$/);
  await run('dpkg-deb', ['-x', archive, installed], { signal });
  const bundle = await onlyFile(installed, /\.tar$/);
  await run('tar', ['-xf', bundle, '-C', unpacked], { signal });
  return onlyFile(unpacked, /\.orig\.tar\.\w+$/);
};

/**
 * The upstream tarball in Debian's binary package `ocaml-source`. It serves suites whose
 * source package has lost its tarball.
 *
 * @param decompressor - the program that tar(1) unpacks this version's tarball with
 */
export const ocamlSourcePackage = (
  version: string,
  suites: readonly string[],
  decompressor: 'gzip' | 'xz',
): Source => {
  const wanted = { name: PACKAGE, version, suites };
  return {
    title: `Debian package ${PACKAGE} ${version}`,
    commands: ['apt-get', 'dpkg-deb', decompressor],
    fetch: (folder, work) =>
      fromAnyArchive(wanted, 'deb', folder, work, (attempt) => download(wanted, attempt)),
  };
};
