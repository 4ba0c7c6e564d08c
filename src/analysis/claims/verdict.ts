/** What the trials say of a statement. */
export const VERDICTS = ['holds', 'refuted', 'qualified', 'undecided'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a rule makes of trials. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The figures behind it, as the end of a sentence. */
  readonly evidence: string;
  /** When undecided: about how many more trials of the cell would decide, if they went on
   * as they began. */
  readonly more?: number;
  /** Of a verdict by confidence intervals: see leastAlpha. */
  readonly p?: number;
}

/** Trials without which nothing is said, and how many to ask for when there are none. */
export const FEWEST_TRIALS = 10;
export const FIRST_TRIALS = 30;

export const undecided = (evidence: string, more: number): Judgement => ({
  verdict: 'undecided',
  evidence,
  more: Math.max(1, Math.ceil(more)),
});

/**
 * One verdict for several: theirs where they agree, else that it depends. Where those
 * that are decided differ already, nothing that is open could make them agree.
 */
export const combine = (verdicts: readonly Verdict[]): Verdict => {
  const decided = new Set(verdicts.filter((verdict) => verdict !== 'undecided'));
  if (decided.size > 1) return 'qualified';
  const [verdict = 'undecided'] = decided;
  return verdict === 'qualified' || !verdicts.includes('undecided')
    ? verdict
    : 'undecided';
};

/** How many of a claim's parts hold. */
export const countHolding = (parts: readonly Pick<Judgement, 'verdict'>[]): number =>
  parts.filter(({ verdict }) => verdict === 'holds').length;
