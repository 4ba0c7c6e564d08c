import type { Measurement, TrialRecord } from './trial-record.js';

/** How much of each trial is kept in memory. */
export type Detail = 'all' | 'without-interruptions';

type Bucket = [value: number, count: number];

/**
 * Longer messages are likely to differ, and the key that tells them apart is as long
 * again.
 */
const MOST_LETTERS = 200;

/**
 * Keeps one copy of all values that are alike.
 *
 * @param key - equal for values that are alike
 */
class Shared<T> {
  readonly #known = new Map<string, T>();

  /** @param key - equal for values that are alike */
  get(key: string, value: T): T {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, value);
    return value;
  }
}

const sharedBuckets = (): ((bucket: Bucket) => Bucket) => {
  const known = new Map<number, Map<number, Bucket>>();
  return (bucket) => {
    const [value, count] = bucket;
    const counts = known.get(value) ?? new Map<number, Bucket>();
    if (counts.size === 0) known.set(value, counts);
    const same = counts.get(count) ?? bucket;
    if (same === bucket) counts.set(count, bucket);
    return same;
  };
};

/**
 * Makes trials small. A run repeats its cells, its units and the buckets of its
 * histograms thousands of times. Each is kept once, which makes no difference since
 * trials are read-only.
 *
 * @param detail - whether to keep the last interruptions, which are half of a trial
 * @returns a function that returns the same trial, without interruptions if they are not
 * wanted
 */
export const compactor = (detail: Detail): ((trial: TrialRecord) => TrialRecord) => {
  const texts = new Shared<string>();
  const [variants, subjects, outcomes] = [
    new Shared<TrialRecord['variant']>(),
    new Shared<TrialRecord['subject']>(),
    new Shared<TrialRecord['outcome']>(),
  ];
  const bucketOf = sharedBuckets();
  const text = (value: string): string => texts.get(value, value);
  const measurement = (each: Measurement): Measurement => {
    const unit = text(each.unit);
    if ('value' in each) return { unit, value: each.value };
    const { sum, max, buckets } = each.histogram;
    return { unit, histogram: { sum, max, buckets: buckets.map(bucketOf) } };
  };
  const outcomeOf = (outcome: TrialRecord['outcome']): TrialRecord['outcome'] =>
    (outcome.message ?? '').length > MOST_LETTERS
      ? outcome
      : outcomes.get(JSON.stringify(outcome), outcome);
  return (trial) => ({
    ...trial,
    run: text(trial.run),
    experiment: text(trial.experiment),
    variant: variants.get(JSON.stringify(trial.variant), trial.variant),
    subject: subjects.get(JSON.stringify(trial.subject), trial.subject),
    fixtureHash: text(trial.fixtureHash),
    outcome: outcomeOf(trial.outcome),
    measurements: Object.fromEntries(
      Object.entries(trial.measurements).map(([name, each]) => [name, measurement(each)]),
    ),
    loadBase: text(trial.loadBase),
    lastInterrupted: detail === 'all' ? trial.lastInterrupted : [],
  });
};
