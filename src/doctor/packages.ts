import { asRoot, type Machine } from './machine.js';

/** Distributions that share a package manager and the names of packages. */
interface Family {
  /** Their ID in os-release(5), or what derivatives put into ID_LIKE. */
  readonly ids: readonly string[];
  readonly install: string;
  /** By what is needed; a package that is not here has the name of its program. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The need that no program goes by. */
export const C_HEADERS = 'C headers';

const FAMILIES: readonly Family[] = [
  {
    ids: ['debian', 'ubuntu'],
    install: 'apt-get install',
    packages: { cc: 'gcc libc6-dev', [C_HEADERS]: 'libc6-dev', xz: 'xz-utils' },
  },
  {
    ids: ['fedora', 'rhel'],
    install: 'dnf install',
    packages: { cc: 'gcc glibc-devel', [C_HEADERS]: 'glibc-devel' },
  },
  {
    ids: ['arch'],
    install: 'pacman -S',
    packages: { cc: 'gcc', [C_HEADERS]: 'glibc linux-api-headers' },
  },
  {
    ids: ['suse'],
    install: 'zypper install',
    packages: { cc: 'gcc glibc-devel', [C_HEADERS]: 'glibc-devel', npm: 'npm-default' },
  },
];

/** The value of a variable, a list of words, that may stand in quotes. */
const words = (osRelease: string, variable: string): readonly string[] => {
  const [, value = ''] =
    new RegExp(`^${variable}=["']?([^"'\\n]*)`, 'm').exec(osRelease) ?? [];
  return value.split(' ').filter(Boolean);
};

const familyOf = (osRelease: string): Family | undefined =>
  [...words(osRelease, 'ID'), ...words(osRelease, 'ID_LIKE')]
    .map((id) => FAMILIES.find(({ ids }) => ids.includes(id)))
    .find((family) => family !== undefined);

/**
 * Says how to come by something.
 *
 * @param need - the name of a program, or `C_HEADERS`
 * @returns the command that installs it on this distribution; on one that the lab does
 * not know, words that name what is needed
 */
export const installAdvice = (need: string, machine: Machine): string => {
  const family = familyOf(machine.osRelease);
  if (!family) return `install ${need} as your distribution has it`;
  return asRoot(`${family.install} ${family.packages[need] ?? need}`, machine);
};
