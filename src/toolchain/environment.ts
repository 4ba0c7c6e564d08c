import path from 'node:path';
import { homeFolder } from '../paths.js';
import { temporaryFolder } from './harmless.js';

/** All variables of a child process; one that is undefined is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Removes from a child's environment the variables that a user may have set for another
 * OCaml and that the compiler, or a program it made, would obey.
 */
export const WITHOUT_FOREIGN_OCAML = {
  OCAMLLIB: undefined,
  CAMLLIB: undefined,
  CAML_LD_LIBRARY_PATH: undefined,
  OCAMLPARAM: undefined,
  OCAMLRUNPARAM: undefined,
  CAMLRUNPARAM: undefined,
} as const;

/**
 * Variables that configure a user's own builds, shells and loaders. What the lab builds
 * and queries must not depend on them.
 */
const FOREIGN: readonly RegExp[] = [
  /^(?:OCAML|CAML)/,
  // The C compiler and what it starts (gcc(1), "Environment variables affecting GCC").
  /^(?:CC|CPP|CXX|AS|LD|AR|NM|RANLIB|STRIP|OBJCOPY|ARFLAGS|ASFLAGS|LIBS)$/,
  /^(?:C|CPP|CXX|LD|FC?)FLAGS$/,
  /^(?:C|CPLUS|OBJC|OBJCPLUS)_INCLUDE_PATH$/,
  /^(?:CPATH|LIBRARY_PATH|COMPILER_PATH|COLLECT_.*|GCC_.*|GCOV_.*)$/,
  /^(?:DEPENDENCIES_OUTPUT|SUNPRO_DEPENDENCIES|SOURCE_DATE_EPOCH|LTO.*)$/,
  // make and configure.
  /^(?:MAKE.*|MFLAGS|GNUMAKEFLAGS|DESTDIR|CONFIG_SITE|CONFIG_SHELL|BUILD_PATH_PREFIX_MAP)$/,
  // The dynamic loader and the C library.
  /^(?:LD_.*|GLIBC_TUNABLES|MALLOC_.*|GCONV_PATH|LOCPATH|NLSPATH)$/,
  // Shells and the tools that scripts use.
  /^(?:BASH_.*|BASHOPTS|SHELLOPTS|ENV|CDPATH|IFS|PS4|POSIXLY_CORRECT)$/,
  /^(?:GREP_OPTIONS|GREP_COLORS?|TAR_OPTIONS|TAPE|GZIP|BZIP2?|XZ_OPT|XZ_DEFAULTS)$/,
  // A repository that git was called from, as in a hook.
  /^GIT_(?!SSL|SSH|PROXY|HTTP)/,
];

/** The lab reads what programs print, so it must be in one language. */
const LOCALE = /^(?:LANG|LANGUAGE|LC_.*)$/;

/** The path when PATH is not set, as in execvp(3). */
const DEFAULT_PATH = '/usr/local/bin:/bin:/usr/bin';

/**
 * PATH with relative entries made absolute: in a child's folder they would mean others.
 */
const absolutePath = (): string =>
  (process.env.PATH ?? DEFAULT_PATH)
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => (path.isAbsolute(folder) ? folder : path.resolve(folder)))
    .join(path.delimiter);

const isRelativeXdg = (name: string, value: string | undefined): boolean =>
  name.startsWith('XDG_') &&
  !(value ?? '').split(path.delimiter).every((each) => path.isAbsolute(each));

const places = (): Environment => ({
  PATH: absolutePath(),
  HOME: homeFolder(),
  TMPDIR: temporaryFolder(),
});

/**
 * The environment of programs that compile, configure or answer a local query: a few
 * variables and nothing else, so that what is built is the same whoever builds it.
 *
 * @param more - variables in addition to these
 */
export const buildEnvironment = (more: Environment = {}): Environment => ({
  ...places(),
  USER: process.env.USER,
  LOGNAME: process.env.LOGNAME,
  LC_ALL: 'C',
  ...more,
});

/** The names of variables that are set but given to no child of the lab. */
export const foreignVariables = (): readonly string[] =>
  Object.keys(process.env).filter((name) => FOREIGN.some((form) => form.test(name)));

/**
 * The environment of programs that fetch, and of those with settings of the user's own
 * (npm, apt, opam, gdb). Proxies, certificates and configuration files apply. What is set
 * up for other builds does not.
 */
export const userEnvironment = (): Environment => {
  const foreign = new Set(foreignVariables());
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      !foreign.has(name) && !LOCALE.test(name) && !isRelativeXdg(name, value),
  );
  return { ...Object.fromEntries(kept), ...places(), LC_ALL: 'C' };
};

/**
 * The environment of a fixture, in trials and elsewhere: it is empty. Its size moves the
 * stack (Mytkowicz et al., "Producing Wrong Data Without Doing Anything Obviously
 * Wrong!", ASPLOS 2009), and OCaml's runtime would obey its variables.
 */
export const FIXTURE_ENVIRONMENT: Readonly<Record<string, string>> = {};
