import { open, type FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/** Where the last whole line of a file ends, searched for from the end. */
const endOfWholeLines = async (handle: FileHandle, size: number): Promise<number> => {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - CHUNK_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, end - start, start);
    const newline = chunk.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (newline >= 0) return start + newline + 1;
    end = start;
  }
  return 0;
};

/**
 * Cuts off what follows the last newline of a file. A run that was cut short may end in
 * the middle of a line: that trial was not kept.
 */
export const dropTornLine = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    const whole = await endOfWholeLines(handle, size);
    if (whole < size) await handle.truncate(whole);
  } finally {
    await handle.close();
  }
};
