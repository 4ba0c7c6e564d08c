import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ToolchainError } from '../errors.js';

/** The digest a file must have. */
export interface Pin {
  readonly algorithm: 'sha256' | 'sha512';
  readonly encoding: 'hex' | 'base64';
  readonly digest: string;
}

/** A digest as npm publishes it. */
export const sha512 = (digest: string): Pin => ({
  algorithm: 'sha512',
  encoding: 'base64',
  digest,
});

/** A digest as Debian publishes it. */
export const sha256 = (digest: string): Pin => ({
  algorithm: 'sha256',
  encoding: 'hex',
  digest,
});

/**
 * Checks a downloaded file against its pin, whichever mirror it came from.
 *
 * @throws {ToolchainError} when it is not the file that was pinned
 */
export const verifyPin = async (file: string, pin: Pin): Promise<void> => {
  const hash = createHash(pin.algorithm);
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest(pin.encoding);
  if (digest === pin.digest) return;
  throw new ToolchainError(
    `${path.basename(file)} is not the file it should be: ` +
      `its ${pin.algorithm} is ${digest}, not ${pin.digest}`,
  );
};
