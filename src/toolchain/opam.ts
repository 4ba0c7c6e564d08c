import { ToolchainError } from '../errors.js';
import { executablesOnPath } from './on-path.js';
import { run } from './run.js';

const askOpam = async (args: readonly string[]): Promise<string[]> => {
  try {
    const answer = await run('opam', [...args, '--safe', '--color=never']);
    return answer.split('\n').filter(Boolean);
  } catch (error) {
    // An opam that was never initialised, or a broken switch, has no compiler to give.
    if (error instanceof ToolchainError) return [];
    throw error;
  }
};

/** The prefixes of all opam switches; none when there is no opam. */
export const opamPrefixes = async (): Promise<string[]> => {
  if ((await executablesOnPath('opam')).length === 0) return [];
  const switches = await askOpam(['switch', 'list', '--short']);
  const prefixes: string[] = [];
  for (const name of switches) {
    prefixes.push(...(await askOpam(['var', 'prefix', '--switch', name])));
  }
  return prefixes;
};
