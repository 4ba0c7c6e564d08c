import { Command } from 'commander';
import type { Compiler } from '../../toolchain/compiler.js';
import { install } from '../../toolchain/install.js';
import { listToolchain } from '../../toolchain/listing.js';
import { renderListing } from '../../report/text/toolchain.js';
import { remove } from '../../toolchain/remove.js';
import { releaseFor } from '../../toolchain/wanted-version.js';
import { requireFound } from '../../toolchain/resolve.js';
import { interruptSignal } from '../interrupt.js';
import { printJson } from '../output.js';
import { withStep } from '../progress.js';

interface Options {
  readonly json?: true;
}

const JSON_FLAG = ['--json', 'print JSON on stdout and nothing else'] as const;

const print = ({ json }: Options, data: unknown, text: string): void => {
  if (json) printJson(data);
  else process.stdout.write(`${text}\n`);
};

/** What a script needs to know about a compiler; `ocamlopt -config` tells it the rest. */
const brief = ({ version, prefix, ocamlopt, origin }: Compiler) => ({
  ...{ version, prefix, ocamlopt, origin },
});

const list = async (options: Options): Promise<void> => {
  const listing = await listToolchain();
  const data = { ...listing, compilers: listing.compilers.map(brief) };
  print(options, data, renderListing(listing));
};

const installVersion = async (version: string, options: Options): Promise<void> => {
  const release = releaseFor(version);
  const compiler = await withStep(`Installing OCaml ${release.version}`, (onProgress) =>
    install(release, { onProgress, signal: interruptSignal }),
  );
  print(options, brief(compiler), compiler.prefix);
};

const removeVersion = async (version: string, options: Options): Promise<void> => {
  const prefix = await withStep(`Removing OCaml ${version}`, (onProgress) =>
    remove(version, { onProgress, signal: interruptSignal }),
  );
  print(options, { version, removed: prefix }, `removed ${prefix}`);
};

const printPath = async (version: string, options: Options): Promise<void> => {
  const compiler = await requireFound(version);
  print(options, brief(compiler), compiler.prefix);
};

const lsCommand = () =>
  new Command('ls')
    .alias('list')
    .description(
      'list the OCaml compilers on this machine and those that can be installed',
    )
    .option(...JSON_FLAG)
    .action(list)
    .addHelpText(
      'after',
      `
Looks on PATH, in opam's switches and in the lab's own cache. A compiler that
the lab cannot use (older than 5.0, bytecode only, not amd64) is listed with the
reason.

Examples:
  preempt-lab toolchain ls
  preempt-lab toolchain ls --json`,
    );

const installCommand = () =>
  new Command('install')
    .description("build an OCaml from source into the lab's cache")
    .argument(
      '<version>',
      'one that `toolchain ls` calls installable (5.3: newest 5.3.x)',
    )
    .option(...JSON_FLAG)
    .action(installVersion)
    .addHelpText(
      'after',
      `
Needs cc, make and tar, and npm or (for 5.4.1 and 5.5.2) apt-get; takes minutes.
The source comes through the npm or apt that is set up here, with its mirrors
and proxies, and must match a digest that the lab has. Prints the folder of the
compiler.

Examples:
  preempt-lab toolchain install 5.3.0
  XDG_CACHE_HOME=/var/cache preempt-lab toolchain install 5.1`,
    );

const rmCommand = () =>
  new Command('rm')
    .alias('remove')
    .description("remove an OCaml from the lab's cache")
    .argument('<version>', 'a version that was installed with `toolchain install`')
    .option(...JSON_FLAG)
    .action(removeVersion)
    .addHelpText('after', '\nExample:\n  preempt-lab toolchain rm 5.1.0');

const pathCommand = () =>
  new Command('path')
    .description('print the folder whose bin/ holds the ocamlopt of a version')
    .argument('<version>', 'a version on this machine (5.3: its newest 5.3.x)')
    .option(...JSON_FLAG)
    .action(printPath)
    .addHelpText(
      'after',
      `
Installs nothing.

Examples:
  preempt-lab toolchain path 5.3
  "$(preempt-lab toolchain path 5.3.0)/bin/ocamlopt" -config`,
    );

/** `preempt-lab toolchain`: the OCaml compilers that the lab can use. */
export const toolchainCommand = (): Command =>
  new Command('toolchain')
    .addCommand(lsCommand())
    .addCommand(installCommand())
    .addCommand(rmCommand())
    .addCommand(pathCommand())
    .addHelpText(
      'after',
      `
Examples:
  preempt-lab toolchain ls
  preempt-lab toolchain install 5.3.0`,
    );
