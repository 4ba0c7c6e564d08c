import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../../errors.js';
import {
  findRevision,
  fromAnyArchive,
  runApt,
  type Attempt,
  type WantedPackage,
} from '../debian/archives.js';
import type { Source } from './source.js';

/** The tarball alone: a suite that has moved on may lack the other files. */
const TARBALL_ONLY = ['--download-only', '--tar-only'];

const download = async (wanted: WantedPackage, attempt: Attempt): Promise<string> => {
  const { name } = wanted;
  const records = await runApt('apt-cache', ['showsrc', name], attempt);
  const revision = `${name}=${findRevision(wanted, records)}`;
  await runApt('apt-get', ['source', ...TARBALL_ONLY, revision], attempt);
  const tarball = (await readdir(attempt.folder)).find((file) =>
    file.includes('.orig.tar.'),
  );
  if (tarball === undefined) throw new ToolchainError(`${revision} has no tarball`);
  return path.join(attempt.folder, tarball);
};

/** The upstream tarball of a Debian source package. */
export const debianSource = (wanted: WantedPackage): Source => ({
  title: `Debian source package ${wanted.name} ${wanted.version}`,
  commands: ['apt-get', 'xz'],
  fetch: (folder, work) =>
    fromAnyArchive(wanted, 'deb-src', folder, work, (attempt) =>
      download(wanted, attempt),
    ),
});
