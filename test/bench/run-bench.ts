import path from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../src/paths.js';

/** Runs a benchmark as a user would. Gives what it prints. */
export const bench = async (name: string, ...options: string[]): Promise<string> => {
  const script = path.join(packageRoot, 'bench', `${name}.ts`);
  const command = [...process.execArgv, script, ...options];
  const { stdout } = await execa(process.execPath, command, { stripFinalNewline: false });
  return stdout;
};

/** The length of a text's longest line. */
export const widest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => line.length));
