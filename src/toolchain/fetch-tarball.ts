import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../errors.js';
import type { Download, Release } from './catalogue.js';
import { requireCommands } from './on-path.js';
import { verifyPin } from './integrity.js';
import type { Progress } from './progress.js';

const fetchFrom = async (
  { source, pin }: Download,
  folder: string,
  progress: Progress,
): Promise<string> => {
  await requireCommands(source.commands);
  await mkdir(folder, { recursive: true });
  const tarball = await source.fetch(folder, progress);
  await verifyPin(tarball, pin);
  return tarball;
};

/** Each failure under the name of its source, if there are several. */
const whyNone = (
  downloads: readonly Download[],
  failures: readonly ToolchainError[],
): ToolchainError => {
  const [only, another] = failures;
  if (only && !another) return only;
  const reasons = failures.map(
    ({ message }, index) => `\n  ${downloads[index]?.source.title ?? ''}: ${message}`,
  );
  return new ToolchainError(`no source provided it${reasons.join('')}`);
};

/**
 * Downloads a release's tarball from the first of its sources that gives the pinned file.
 *
 * @param folder - need not exist; each source gets a folder of its own in it
 * @returns the path of the tarball
 * @throws {ToolchainError} that says for each source why it did not
 * @throws {Interrupted} when the signal aborts
 */
export const fetchTarball = async (
  { downloads }: Release,
  folder: string,
  progress: Progress,
): Promise<string> => {
  const failures: ToolchainError[] = [];
  for (const [index, download] of downloads.entries()) {
    try {
      return await fetchFrom(download, path.join(folder, String(index)), progress);
    } catch (error) {
      if (!(error instanceof ToolchainError)) throw error;
      failures.push(error);
    }
  }
  throw whyNone(downloads, failures);
};
