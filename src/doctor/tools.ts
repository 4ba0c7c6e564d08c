import { ToolchainError } from '../errors.js';
import { catalogue, DEFAULT_VERSION } from '../toolchain/catalogue.js';
import { executablesOnPath } from '../toolchain/on-path.js';
import { tool } from '../toolchain/tool.js';
import { fine, type Examination } from './check.js';
import type { Machine } from './machine.js';
import { installAdvice } from './packages.js';

/** A program that the lab starts. */
interface Tool {
  readonly command: string;
  /** Completes "needed to". */
  readonly purpose: string;
  readonly isNeeded: boolean;
}

/** A program that hangs is as good as none. */
const ANSWER_MS = 10_000;

/** @param isNeeded - whether a run needs the first source of the default version */
const sourceTools = (isNeeded: boolean): readonly Tool[] => {
  const uses = catalogue.flatMap(({ version, downloads }) =>
    downloads.flatMap(({ source }, index) =>
      source.commands.map((command) => ({
        ...{ command, version },
        isFirstChoice: index === 0 && version === DEFAULT_VERSION,
      })),
    ),
  );
  return [...new Set(uses.map(({ command }) => command))].map((command) => {
    const own = uses.filter((use) => use.command === command);
    const versions = [...new Set(own.map(({ version }) => version))];
    return {
      command,
      purpose: `fetch OCaml ${versions.join(', ')}`,
      isNeeded: isNeeded && own.some(({ isFirstChoice }) => isFirstChoice),
    };
  });
};

const tools = (hasOcaml: boolean, canFetch: boolean): readonly Tool[] => [
  { command: 'cc', purpose: 'compile the runner and fixtures', isNeeded: true },
  { command: 'make', purpose: 'build an OCaml', isNeeded: !hasOcaml },
  { command: 'tar', purpose: 'unpack an OCaml', isNeeded: !hasOcaml },
  ...sourceTools(!canFetch),
  { command: 'git', purpose: "record the lab's own revision", isNeeded: false },
  { command: 'gdb', purpose: 'replay a trial under gdb', isNeeded: false },
];

const askVersion = (command: string) =>
  tool()({ reject: false, timeout: ANSWER_MS })(command, ['--version']);

const works = async (command: string): Promise<boolean> =>
  !(await askVersion(command)).failed;

/** Whether the release that a run would install can be fetched with what works here. */
const canFetchDefault = async (): Promise<boolean> => {
  const needs = catalogue
    .filter(({ version }) => version === DEFAULT_VERSION)
    .flatMap(({ downloads }) => downloads.map(({ source }) => source.commands));
  const usable = needs.map(async (commands) =>
    (await Promise.all(commands.map(works))).every(Boolean),
  );
  return (await Promise.all(usable)).some(Boolean);
};

const versionLine = async ({ command, purpose }: Tool): Promise<string> => {
  if ((await executablesOnPath(command)).length === 0) {
    throw new ToolchainError(`not on PATH; needed to ${purpose}`);
  }
  const { failed, stdout, shortMessage } = await askVersion(command);
  if (failed) throw new ToolchainError(`${shortMessage}; needed to ${purpose}`);
  return stdout.split('\n')[0] ?? '';
};

/** Debian's own programs; other distributions have packages of that name at most. */
const OF_DEBIAN = ['apt-get', 'dpkg-deb'];

/** A Debian package is of no use to another distribution's own tools. */
const adviceFor = (command: string, machine: Machine): string =>
  OF_DEBIAN.includes(command)
    ? 'for that version, give a run one you built: --ocaml <prefix>'
    : installAdvice(command, machine);

/**
 * The programs that the lab starts.
 *
 * @param hasOcaml - whether the machine has an OCaml; if so, none has to be installed,
 * and the programs for that are not needed
 */
export const toolExaminations = async (
  machine: Machine,
  hasOcaml: boolean,
): Promise<readonly Examination[]> =>
  tools(hasOcaml, hasOcaml || (await canFetchDefault())).map((tool) => ({
    name: tool.command,
    otherwise: {
      status: tool.isNeeded ? 'missing' : 'warning',
      advice: adviceFor(tool.command, machine),
    },
    look: async () => fine(await versionLine(tool)),
  }));
