import { createHash, randomInt } from 'node:crypto';

/** Seeds stay below this, so that JSON, C and OCaml's `int` all hold them exactly. */
const SEED_BITS = 48;

/** A seed for a run that was not given one. */
export const randomSeed = (): number => randomInt(2 ** SEED_BITS - 1);

/**
 * A seed that depends on all of its parts and on nothing else, so that a trial's jitter
 * can be reproduced from the run's seed, its cell and its block.
 */
export const deriveSeed = (...parts: readonly (string | number)[]): number =>
  createHash('sha256')
    .update(JSON.stringify(parts))
    .digest()
    .readUIntBE(0, SEED_BITS / 8);
