import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../toolchain/environment.js';
import { isHarmless } from '../toolchain/harmless.js';

/**
 * The folder of the links through which a build reaches what is outside its own folder.
 */
const LINKS = '.links';

/**
 * Makes a link in a build's folder to something outside it, so that the build's commands
 * can name it. ocamlopt and make pass paths to a shell. With the link, a path that the
 * lab did not choose is in no command, whatever its characters.
 *
 * @param name - plain, and unique to this link within the folder
 * @param target - absolute
 * @returns the link's path, relative to the folder
 */
export const linkInto = async (
  folder: string,
  name: string,
  target: string,
): Promise<string> => {
  await mkdir(path.join(folder, LINKS), { recursive: true });
  await symlink(target, path.join(folder, LINKS, name));
  return path.join(LINKS, name);
};

/** Where a build is made, and its final path. */
export interface Places {
  readonly folder: string;
  readonly final: string;
}

const canBeMapped = ({ folder, final }: Places): boolean =>
  isHarmless(folder) && isHarmless(final);

/**
 * Flags of the C compiler that let debuggers find the sources at their final path. They
 * are left out where a path could not be part of a flag; gdb then finds the sources from
 * the build's folder.
 */
export const placeFlags = (places: Places): readonly string[] =>
  canBeMapped(places) ? [`-ffile-prefix-map=${places.folder}=${places.final}`] : [];

/** The same for OCaml's compilers, as environment variables. */
export const placeVariables = (places: Places): Environment => ({
  BUILD_PATH_PREFIX_MAP: canBeMapped(places)
    ? `${places.final}=${places.folder}`
    : undefined,
});
