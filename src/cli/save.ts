import { existsSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { messageOf, RecordingError, UsageError } from '../errors.js';

/**
 * Writes a file whole or not at all.
 *
 * @throws UsageError when its folder is not there, RecordingError when it cannot be written
 */
export const saveFile = async (file: string, data: string | Buffer): Promise<void> => {
  const folder = path.dirname(file);
  if (!existsSync(folder)) {
    throw new UsageError(`there is no folder ${folder} for ${path.basename(file)}`);
  }
  try {
    await writeFileAtomic(file, data);
  } catch (error) {
    throw new RecordingError(`${file} could not be written: ${messageOf(error)}`);
  }
};
