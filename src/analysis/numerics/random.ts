import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Gives the next number of a sequence, from 0 to below 1. */
export type Uniform = () => number;

/** A sequence of random numbers that its seed determines. */
export const uniformFrom = (seed: number): Uniform => {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
};

/** Draws from an exponential distribution. */
export const drawExponential = (uniform: Uniform, rate: number): number =>
  -Math.log1p(-uniform()) / rate;
