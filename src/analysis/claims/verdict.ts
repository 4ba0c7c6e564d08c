/** What the trials say about a statement. */
export const VERDICTS = ['holds', 'refuted', 'qualified', 'undecided'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How a rule judges trials. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The figures behind the verdict, phrased as the end of a sentence. */
  readonly evidence: string;
  /**
   * When undecided: about how many more trials of the cell would decide, if they continue
   * as they began.
   */
  readonly more?: number;
  /** The p-value of a verdict by confidence intervals: see leastAlpha. */
  readonly p?: number;
}

/**
 * The fewest trials that allow a verdict, and how many to ask for when there are none.
 */
export const FEWEST_TRIALS = 10;
export const FIRST_TRIALS = 30;

export const undecided = (evidence: string, more: number): Judgement => ({
  verdict: 'undecided',
  evidence,
  more: Math.max(1, Math.ceil(more)),
});

/**
 * One verdict for several: the common one where they agree, otherwise that it depends.
 * Where decided verdicts already differ, the undecided ones cannot make them agree.
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
