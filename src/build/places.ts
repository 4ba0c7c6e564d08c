import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../toolchain/environment.js';
import { isHarmless } from '../toolchain/harmless.js';

/** Holds the links by which a build reaches what lies outside its folder. */
const LINKS = '.links';

/**
 * Makes a link in a build's folder to something outside, so that the commands of the build
 * can name it. ocamlopt and make hand paths to a shell: one that the lab did not choose is
 * in no command, whatever its characters.
 *
 * @param name - plain, and of this link alone within the folder
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

/** Where a build is made, and where it will be in the end. */
export interface Places {
  readonly folder: string;
  readonly final: string;
}

const canBeMapped = ({ folder, final }: Places): boolean =>
  isHarmless(folder) && isHarmless(final);

/**
 * Flags of the C compiler by which debuggers find the sources where they will be. Without
 * them, where a path could not stand in a flag, gdb finds them from the build's folder.
 */
export const placeFlags = (places: Places): readonly string[] =>
  canBeMapped(places) ? [`-ffile-prefix-map=${places.folder}=${places.final}`] : [];

/** The same for OCaml's compilers, as variables. */
export const placeVariables = (places: Places): Environment => ({
  BUILD_PATH_PREFIX_MAP: canBeMapped(places)
    ? `${places.final}=${places.folder}`
    : undefined,
});
