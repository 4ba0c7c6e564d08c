import { messageOf } from '../errors.js';

/** The result of looking at one thing. */
export interface Diagnosis {
  /**
   * `missing` when a run cannot do without it, `warning` when a run can but something
   * else cannot, or does worse.
   */
  readonly status: 'ok' | 'warning' | 'missing';
  readonly found: string;
  /** What to do about it; a command where there is one. */
  readonly advice?: string;
}

/** A diagnosis and what it is about. */
export interface Check extends Diagnosis {
  readonly name: string;
}

/** A check that is still to be made. */
export interface Examination {
  readonly name: string;
  /** How bad it is when `look` throws, and what to do then. */
  readonly otherwise: { readonly status: 'warning' | 'missing'; readonly advice: string };
  readonly look: () => Diagnosis | Promise<Diagnosis>;
}

/** A diagnosis that leaves nothing to do. */
export const fine = (found: string): Diagnosis => ({ status: 'ok', found });

/**
 * Makes a check.
 *
 * @returns its diagnosis; an error becomes one, so that no check keeps others from being
 * made
 */
export const carryOut = async ({
  name,
  otherwise,
  look,
}: Examination): Promise<Check> => {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    const [found = ''] = messageOf(error).split('\n');
    return { name, found, ...otherwise };
  }
};

/** The checks that found something missing that a run needs. */
export const missing = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ status }) => status === 'missing');
