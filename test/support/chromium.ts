import { existsSync } from 'node:fs';
import { execa } from 'execa';

/** Where Debian's package has it. */
const EXECUTABLE = '/usr/bin/chromium';
const APT = {
  env: { DEBIAN_FRONTEND: 'noninteractive' },
  reject: false,
  all: true,
} as const;

type Found = { readonly executable: string } | { readonly lacking: string };

/** Chromium of this machine, which is installed when that can be done. */
export const findChromium = async (): Promise<Found> => {
  if (existsSync(EXECUTABLE)) return { executable: EXECUTABLE };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return {
      lacking: 'no /usr/bin/chromium; as root, `apt-get install chromium` has it',
    };
  }
  await execa('apt-get', ['update', '-q'], APT);
  const install = ['install', '-q', '-y', '--no-install-recommends', 'chromium'];
  const { all, failed } = await execa('apt-get', install, APT);
  return failed || !existsSync(EXECUTABLE)
    ? { lacking: `apt-get install chromium: ${all.split('\n').at(-1) ?? ''}` }
    : { executable: EXECUTABLE };
};
