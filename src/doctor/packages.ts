import { asRoot, type Machine } from './machine.js';

/** Distributions that share a package manager and the names of packages. */
interface Family {
  /** Their ID in os-release(5), or what derivatives put into ID_LIKE. */
  readonly ids: readonly string[];
  readonly install: string;
  /**
   * Packages by need. A need that is not listed has a package of its program's name; one
   * that is undefined has no package.
   */
  readonly packages: Readonly<Record<string, string | undefined>>;
}

/** Needs that are not named after a program. */
export const C_HEADERS = 'C headers';
export const BOOST_CONTEXT = 'Boost.Context';

const FAMILIES: readonly Family[] = [
  {
    ids: ['debian', 'ubuntu'],
    install: 'apt-get install',
    packages: {
      cc: 'gcc libc6-dev',
      [C_HEADERS]: 'libc6-dev',
      [BOOST_CONTEXT]: 'libboost-context-dev',
      xz: 'xz-utils',
    },
  },
  {
    ids: ['fedora', 'rhel'],
    install: 'dnf install',
    packages: {
      cc: 'gcc glibc-devel',
      [C_HEADERS]: 'glibc-devel',
      [BOOST_CONTEXT]: 'boost-static',
    },
  },
  {
    ids: ['arch'],
    install: 'pacman -S',
    packages: {
      cc: 'gcc',
      [C_HEADERS]: 'glibc linux-api-headers',
      [BOOST_CONTEXT]: 'boost',
    },
  },
  {
    ids: ['suse'],
    install: 'zypper install',
    packages: {
      cc: 'gcc glibc-devel',
      [C_HEADERS]: 'glibc-devel',
      [BOOST_CONTEXT]: undefined,
      npm: 'npm-default',
    },
  },
];

/** The words in the value of a variable, which may be quoted. */
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
 * Says how to get something.
 *
 * @param need - the name of a program, `C_HEADERS` or `BOOST_CONTEXT`
 * @returns the command that installs it on this distribution; where the lab knows none,
 * words that name what is needed
 */
export const installAdvice = (need: string, machine: Machine): string => {
  const family = familyOf(machine.osRelease);
  const inWords = `install ${need} as your distribution has it`;
  if (!family) return inWords;
  const { install, packages } = family;
  const name = need in packages ? packages[need] : need;
  return name === undefined ? inWords : asRoot(`${install} ${name}`, machine);
};
