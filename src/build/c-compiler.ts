import { tool } from '../toolchain/tool.js';

/**
 * The first line that `cc --version` prints, which identifies the compiler well enough.
 * Empty when there is no `cc`: its first use reports that better.
 */
export const cCompilerVersion = async (): Promise<string> => {
  const { stdout, failed } = await tool()({ reject: false })('cc', ['--version']);
  return failed ? '' : (stdout.split('\n')[0] ?? '');
};
