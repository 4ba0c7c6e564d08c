import { execa } from 'execa';

/**
 * The first line that `cc --version` prints, which identifies it well enough; an empty
 * text when there is no `cc`, which its first use will say better.
 */
export const cCompilerVersion = async (): Promise<string> => {
  const { stdout, failed } = await execa('cc', ['--version'], { reject: false });
  return failed ? '' : (stdout.split('\n')[0] ?? '');
};
