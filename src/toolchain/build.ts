import { availableParallelism } from 'node:os';
import { buildEnvironment } from './environment.js';
import { run } from './run.js';
import type { Progress } from './progress.js';

export interface BuildFolders {
  /** The unpacked source; it is built in place. */
  readonly source: string;
  /** Where the compiler will live: OCaml writes this path into its programs. */
  readonly prefix: string;
  /** Where `make install` puts the prefix for now, as its DESTDIR. */
  readonly destination: string;
}

const CONFIGURE_FLAGS = [
  '--disable-ocamldoc',
  '--disable-debugger',
  '--disable-ocamltest',
  '--disable-instrumented-runtime',
];

const BUILT_FILE = /[\w./-]+\.(?:mli?|mll|mly|c|S|cm[ioxa]|cmxa|cmxs|o|a|so)(?=\s*$)/;

/**
 * Configures, compiles and installs an unpacked OCaml below `destination`. It reports the
 * current step and the file that make has reached.
 *
 * @throws {ToolchainError} when a step fails, with the end of what it printed
 * @throws {Interrupted} when the signal aborts, after all of the build's processes have
 * died
 */
export const build = async (folders: BuildFolders, { onProgress, signal }: Progress) => {
  const step = (
    name: string,
    command: string,
    args: readonly string[],
  ): Promise<string> => {
    onProgress(name);
    return run(command, args, {
      cwd: folders.source,
      env: buildEnvironment(),
      signal,
      onLine: (line) => {
        const file = BUILT_FILE.exec(line);
        if (file) onProgress(`${name} ${file[0]}`);
      },
    });
  };
  await step('configuring', './configure', [
    `--prefix=${folders.prefix}`,
    ...CONFIGURE_FLAGS,
  ]);
  await step('compiling', 'make', [`-j${availableParallelism()}`]);
  await step('installing', 'make', ['install', `DESTDIR=${folders.destination}`]);
};
