import { execa } from 'execa';

const OPTIONS = ['-nx', '-batch', '-iex', 'set debuginfod enabled off'];

/** Runs gdb without a word from its user, and gives all that it printed. */
export const gdb = async (...args: readonly string[]): Promise<string> => {
  const { all } = await execa('gdb', [...OPTIONS, ...args], {
    all: true,
    reject: false,
    timeout: 120_000,
  });
  return all;
};

/** For tests that need it: not installed, or not allowed to run a program. */
export const withGdb = {
  skip:
    !(await gdb('-ex', 'run', '--args', 'true')).includes('exited normally') &&
    'gdb runs no program here',
};
