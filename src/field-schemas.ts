import { z } from 'zod';

/** How many of something. */
export const count = z.number().int().nonnegative();

/** A whole number within bounds, both ends included. */
export const within = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.number().int().min(min).max(max);

/** A memory address, as text: JSON's numbers end at 2^53. */
export const address = z.string().regex(/^0x[0-9a-f]+$/);
