import { existsSync } from 'node:fs';
import { execa } from 'execa';

const APT = {
  env: { DEBIAN_FRONTEND: 'noninteractive' },
  reject: false,
  all: true,
} as const;

export type Found = { readonly executable: string } | { readonly lacking: string };

/**
 * A program of a Debian package, which is installed when that can be done.
 *
 * @param executable - where the package has it
 * @returns it, or why it cannot be had
 */
export const findDebianProgram = async (
  executable: string,
  name: string,
): Promise<Found> => {
  if (existsSync(executable)) return { executable };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { lacking: `no ${executable}; as root, \`apt-get install ${name}\` has it` };
  }
  await execa('apt-get', ['update', '-q'], APT);
  const install = ['install', '-q', '-y', '--no-install-recommends', name];
  const { all, failed } = await execa('apt-get', install, APT);
  return failed || !existsSync(executable)
    ? { lacking: `apt-get install ${name}: ${all.split('\n').at(-1) ?? ''}` }
    : { executable };
};
