import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startLab } from '../../support/cli.js';

/** What `survival` gave back. */
export interface Told {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

/**
 * Writes a file into a folder and runs `survival` on it.
 *
 * @param content - lines to be ended with a line feed, or all there is, byte by byte
 */
export const analyse = async (
  folder: string,
  name: string,
  content: readonly string[] | Buffer,
  ...options: readonly string[]
): Promise<Told> => {
  const file = path.join(folder, name);
  const bytes = Buffer.isBuffer(content)
    ? content
    : content.map((line) => `${line}\n`).join('');
  writeFileSync(file, bytes);
  const columns = ['--time', 'time', '--event', 'event'];
  const { stdout, stderr, exitCode } = await startLab([
    'survival',
    file,
    ...columns,
    ...options,
  ]);
  return { stdout: String(stdout), stderr: String(stderr), exitCode };
};

/** The times of what failed, by group, as `survival --json` has them. */
export const failuresIn = ({
  stdout,
}: Told): Readonly<Record<string, readonly number[]>> => {
  const { groups } = JSON.parse(stdout) as {
    readonly groups: readonly { name: string; km: readonly { time: number }[] }[];
  };
  return Object.fromEntries(
    groups.map(({ name, km }) => [name, km.map(({ time }) => time)]),
  );
};
