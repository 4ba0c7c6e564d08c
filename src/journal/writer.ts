import { existsSync } from 'node:fs';
import { access, constants, mkdir, open } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { LabError, messageOf, RecordingError, UsageError } from '../errors.js';
import { manifestFile, packedTrialsFile, trialsFile } from './layout.js';
import type { Manifest } from './manifest.js';
import { lockRun } from './run-lock.js';
import { dropTornLine } from './torn-line.js';
import type { TrialRecord } from './trial-record.js';

/** A run that is being written, by this process alone. */
export interface JournalWriter {
  /**
   * Keeps a trial: it is on disk when this resolves.
   *
   * @throws RecordingError when it is not; the lines before it are whole
   */
  append: (record: TrialRecord) => Promise<void>;
  /** Rewrites the manifest, in one piece. Throws RecordingError. */
  saveManifest: (manifest: Manifest) => Promise<void>;
  /** Releases the run. */
  close: () => Promise<void>;
}

const recording = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new RecordingError(`${what} could not be written: ${messageOf(error)}`);
  }
};

/**
 * Lets pieces of work follow one another, whoever asks for them. After one that failed
 * none is done any more: what is written next must not hide what is missing.
 */
const oneByOne = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next;
    // Whoever asked for it is told; here it only keeps the others from being done.
    last.catch(() => undefined);
    return next;
  };
};

/**
 * Appends a line. The file is opened for each line and never created. This notices a
 * folder that was removed or made read-only, whereas a descriptor kept open would go on
 * writing to a file that nobody can find. A line that did not fit is cut off again.
 */
const appendLine = async (folder: string, line: string): Promise<void> => {
  await access(folder, constants.W_OK);
  const file = await open(trialsFile(folder), constants.O_WRONLY | constants.O_APPEND);
  try {
    const { size } = await file.stat();
    try {
      await file.appendFile(line);
      await file.datasync();
    } catch (error) {
      await file.truncate(size);
      throw error;
    }
  } finally {
    await file.close();
  }
};

/**
 * Opens a run for writing; its folder is made if it is not there.
 *
 * @throws UsageError when another process is writing the same run, or it is compressed
 * @throws RecordingError when the folder cannot be written to
 */
export const openJournal = async (folder: string): Promise<JournalWriter> => {
  if (existsSync(packedTrialsFile(folder))) {
    throw new UsageError(`${folder} is compressed; gunzip its trials to go on with it`);
  }
  await recording(folder, () => mkdir(folder, { recursive: true }));
  const lock = await recording(folder, () => lockRun(folder));
  await recording(folder, async () => {
    await (await open(trialsFile(folder), 'a')).close();
    await dropTornLine(trialsFile(folder));
  });
  const inTurn = oneByOne();
  return {
    append: (record) =>
      inTurn(() =>
        recording(`trial ${record.trial} of ${record.run}`, async () => {
          lock.requireOwned();
          await appendLine(folder, `${JSON.stringify(record)}\n`);
        }),
      ),
    saveManifest: (manifest) =>
      inTurn(() =>
        recording(manifestFile(folder), async () => {
          lock.requireOwned();
          await writeFileAtomic(
            manifestFile(folder),
            `${JSON.stringify(manifest, undefined, 2)}\n`,
          );
        }),
      ),
    close: lock.release,
  };
};
