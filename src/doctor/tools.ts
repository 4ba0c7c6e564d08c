import { ToolchainError } from '../errors.js';
import { catalogue, DEFAULT_VERSION } from '../toolchain/catalogue.js';
import { executablesOnPath } from '../toolchain/commands.js';
import { tool } from '../toolchain/tool.js';
import { fine, type Examination } from './check.js';
import type { Machine } from './machine.js';
import { installAdvice } from './packages.js';

/** A program that the lab starts. */
interface Tool {
  readonly command: string;
  /** Ends "needed to". */
  readonly purpose: string;
  readonly isNeeded: boolean;
}

/** A program that hangs is as good as none. */
const ANSWER_MS = 10_000;

const sourceTools = (hasOcaml: boolean): readonly Tool[] => {
  const commands = new Set(catalogue.flatMap(({ source }) => source.commands));
  return [...commands].map((command) => {
    const versions = catalogue
      .filter(({ source }) => source.commands.includes(command))
      .map(({ version }) => version);
    return {
      command,
      purpose: `fetch OCaml ${versions.join(', ')}`,
      isNeeded: !hasOcaml && versions.includes(DEFAULT_VERSION),
    };
  });
};

const tools = (hasOcaml: boolean): readonly Tool[] => [
  { command: 'cc', purpose: 'compile the driver and fixtures', isNeeded: true },
  { command: 'make', purpose: 'build an OCaml', isNeeded: !hasOcaml },
  { command: 'tar', purpose: 'unpack an OCaml', isNeeded: !hasOcaml },
  ...sourceTools(hasOcaml),
  { command: 'git', purpose: "record the lab's own revision", isNeeded: false },
  { command: 'gdb', purpose: 'replay a trial under gdb', isNeeded: false },
];

const versionLine = async ({ command, purpose }: Tool): Promise<string> => {
  if ((await executablesOnPath(command)).length === 0) {
    throw new ToolchainError(`not on PATH; needed to ${purpose}`);
  }
  const { failed, stdout, shortMessage } = await tool()({
    reject: false,
    timeout: ANSWER_MS,
  })(command, ['--version']);
  if (failed) throw new ToolchainError(`${shortMessage}; needed to ${purpose}`);
  return stdout.split('\n')[0] ?? '';
};

/** A source package of Debian is of no use to another distribution's own tools. */
const adviceFor = (command: string, machine: Machine): string =>
  command === 'apt-get'
    ? 'for that version, give a run one you built: --ocaml <prefix>'
    : installAdvice(command, machine);

/**
 * The programs that the lab starts.
 *
 * @param hasOcaml - with an OCaml on the machine none has to be installed, and what
 * that takes is not needed
 */
export const toolExaminations = (
  machine: Machine,
  hasOcaml: boolean,
): readonly Examination[] =>
  tools(hasOcaml).map((tool) => ({
    name: tool.command,
    otherwise: {
      status: tool.isNeeded ? 'missing' : 'warning',
      advice: adviceFor(tool.command, machine),
    },
    look: async () => fine(await versionLine(tool)),
  }));
