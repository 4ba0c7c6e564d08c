import { maxIndex, sum } from 'd3-array';
import { drawHypergeometric } from '../numerics/hypergeometric.js';
import type { Uniform } from '../numerics/random.js';
import type { Alike } from './log-rank-scores.js';

/** What groups have after lifetimes were dealt to them. */
export interface Dealt {
  readonly failures: Float64Array;
  readonly expected: Float64Array;
}

/** Deals lifetimes out to groups once; the result is valid until the next call. */
export type Deal = (uniform: Uniform) => Dealt;

/** How to deal, and about how many steps that takes. */
export interface Dealer {
  readonly steps: number;
  readonly deal: () => Deal;
}

const noneDealt = (groups: number): Dealt => ({
  failures: new Float64Array(groups),
  expected: new Float64Array(groups),
});

const give = (
  { failures, expected }: Dealt,
  group: number,
  { failed, hazard }: Alike,
  count: number,
): void => {
  expected[group] = (expected[group] ?? 0) + count * hazard;
  if (failed) failures[group] = (failures[group] ?? 0) + count;
};

/** Deals lifetime by lifetime to all groups but the largest, which gets the rest. */
const oneByOne = (alike: readonly Alike[], sizes: readonly number[]): Deal => {
  const n = sum(sizes);
  const kinds = new Uint32Array(n);
  let end = 0;
  alike.forEach(({ size }, kind) => {
    kinds.fill(kind, end, end + size);
    end += size;
  });
  const failed = sum(alike, (kind) => (kind.failed ? kind.size : 0));
  const dealt = noneDealt(sizes.length);
  const largest = maxIndex(sizes);
  return (uniform) => {
    let left = n;
    dealt.failures.fill(0);
    dealt.expected.fill(0);
    sizes.forEach((size, group) => {
      if (group === largest) return;
      for (let given = 0; given < size; given += 1) {
        const at = Math.floor(uniform() * left);
        const kind = kinds[at] ?? 0;
        left -= 1;
        kinds[at] = kinds[left] ?? 0;
        kinds[left] = kind;
        const lifetime = alike[kind];
        if (lifetime) give(dealt, group, lifetime, 1);
      }
    });
    // Over all groups, as many fail as are expected to.
    dealt.failures[largest] = failed - sum(dealt.failures);
    dealt.expected[largest] = failed - sum(dealt.expected);
    return dealt;
  };
};

/** Deals by kind: draws how many of the lifetimes that count alike each group gets. */
const byKind = (alike: readonly Alike[], sizes: readonly number[]): Deal => {
  const n = sum(sizes);
  const left = new Float64Array(sizes.length);
  const dealt = noneDealt(sizes.length);
  return (uniform) => {
    let remaining = n;
    left.set(sizes);
    dealt.failures.fill(0);
    dealt.expected.fill(0);
    for (const kind of alike) {
      let [undealt, others] = [kind.size, remaining];
      for (let group = 0; undealt > 0; group += 1) {
        const ofGroup = left[group] ?? 0;
        others -= ofGroup;
        const own = drawHypergeometric(uniform, ofGroup, others, undealt);
        give(dealt, group, kind, own);
        left[group] = ofGroup - own;
        undealt -= own;
      }
      remaining -= kind.size;
    }
    return dealt;
  };
};

/**
 * Deals lifetimes out to groups at random, in whichever way takes fewer steps: one by one
 * where all groups but one are small, by kind where few of many fail.
 */
export const dealerOf = (alike: readonly Alike[], sizes: readonly number[]): Dealer => {
  const single = sum(sizes) - Math.max(...sizes);
  const grouped = sizes.length * sum(alike, ({ size }) => 10 + Math.sqrt(size));
  return single <= grouped
    ? { steps: single, deal: () => oneByOne(alike, sizes) }
    : { steps: grouped, deal: () => byKind(alike, sizes) };
};
