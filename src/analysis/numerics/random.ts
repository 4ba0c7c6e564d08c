import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Returns the next number of a sequence, at least 0 and below 1. */
export type Uniform = () => number;

/** A sequence of random numbers determined by its seed. */
export const uniformFrom = (seed: number): Uniform => {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
};

/** Draws from an exponential distribution. */
export const drawExponential = (uniform: Uniform, rate: number): number =>
  -Math.log1p(-uniform()) / rate;
