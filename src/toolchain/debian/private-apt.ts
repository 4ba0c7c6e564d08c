import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mirror } from './apt-mirrors.js';

/** Where Debian keeps its own keys, for a machine whose apt names no keyring. */
const DEBIAN_KEYRINGS = ['pgp', 'gpg'].map(
  (extension) => `/usr/share/keyrings/debian-archive-keyring.${extension}`,
);

/** What apt should know of a suite: its packages or their sources. */
export type Archive = 'deb' | 'deb-src';

const sourcesList = (
  { uri, keyring }: Mirror,
  suite: string,
  archive: Archive,
): string => {
  const trusted = keyring ?? DEBIAN_KEYRINGS.find(existsSync);
  return `${archive} ${trusted ? `[signed-by=${trusted}] ` : ''}${uri} ${suite} main\n`;
};

/** Proxies, passwords and the like stay as the machine has them. */
const configuration = (folder: string): string => `
Dir::State "${folder}/state";
Dir::State::Lists "${folder}/state/lists";
Dir::Cache "${folder}/cache";
Dir::Etc::SourceList "${folder}/sources.list";
Dir::Etc::SourceParts "${folder}/no-more-sources";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
`;

/**
 * Sets up an apt that knows one suite and writes only into `folder`: it needs no root,
 * and the machine's own lists and packages stay as they are.
 *
 * @returns the options that make an apt command use it
 */
export const setUpPrivateApt = async (
  folder: string,
  mirror: Mirror,
  suite: string,
  archive: Archive,
): Promise<string[]> => {
  const partial = ['state/lists/partial', 'cache/archives/partial', 'no-more-sources'];
  await Promise.all(
    partial.map((name) => mkdir(path.join(folder, name), { recursive: true })),
  );
  await writeFile(path.join(folder, 'sources.list'), sourcesList(mirror, suite, archive));
  const file = path.join(folder, 'apt.conf');
  await writeFile(file, configuration(folder));
  return ['-c', file];
};
