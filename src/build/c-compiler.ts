import { tool } from '../toolchain/tool.js';

/**
 * The first line that `cc --version` prints, which identifies it well enough; an empty
 * text when there is no `cc`, which its first use will say better.
 */
export const cCompilerVersion = async (): Promise<string> => {
  const { stdout, failed } = await tool()({ reject: false })('cc', ['--version']);
  return failed ? '' : (stdout.split('\n')[0] ?? '');
};
