import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import type { Lifetime } from '../../../src/analysis/lifetimes/life-table.js';
import { packageRoot } from '../../../src/paths.js';

interface Interval {
  readonly time: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

type Row = Readonly<
  Record<
    | 'time'
    | 'atRisk'
    | 'events'
    | 'survival'
    | 'stdErr'
    | 'lower'
    | 'upper'
    | 'hazard'
    | 'hazardStdErr',
    number | null
  >
>;

export interface Group {
  readonly rows: readonly Row[];
  readonly median: Interval;
  readonly quartiles: readonly (Interval & { readonly p: number })[];
  readonly restrictedMean: {
    readonly to: number;
    readonly mean: number;
    readonly stdErr: number;
  };
  readonly exponential: Readonly<
    Record<'rate' | 'rateLower' | 'rateUpper' | 'logLik', number>
  >;
  readonly weibull: Readonly<
    Record<'shape' | 'shapeLower' | 'shapeUpper' | 'scale' | 'logLik', number>
  >;
  readonly exponentialTest: { readonly statistic: number; readonly p: number };
}

export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly chiSquare: number;
  readonly p: number;
  readonly pHolm: number;
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
}

export interface DataSet {
  readonly time: readonly number[];
  readonly event: readonly number[];
  /** One name where there is but one group. */
  readonly group: readonly string[];
  readonly groups: Readonly<Record<string, Group>>;
  readonly logrank: {
    readonly chiSquare: number;
    readonly df: number;
    readonly p: number;
    readonly expected: readonly number[];
  } | null;
  readonly pairwise: readonly Pair[] | null;
}

interface Goldens {
  readonly datasets: Readonly<Record<string, DataSet>>;
  readonly incidence: {
    readonly time: readonly number[];
    readonly cause: readonly string[];
    readonly rows: readonly Readonly<
      Record<
        'time' | 'progression' | 'progressionStdErr' | 'death' | 'deathStdErr',
        number
      >
    >[];
  };
  readonly andersonDarling: Readonly<Record<'leukaemiaPlacebo' | 'nist', number>>;
  readonly chiSquare: readonly Readonly<Record<'df' | 'x' | 'upperTail', number>>[];
  readonly chiSquareQuantile: readonly Readonly<
    Record<'df' | 'p' | 'quantile', number>
  >[];
  readonly fisher: readonly {
    readonly rows: readonly (readonly number[])[];
    readonly p: number;
  }[];
}

/** What R's survival package says; `goldens/make.R` made it. */
export const goldens = JSON.parse(
  readFileSync(
    path.join(packageRoot, 'test/analysis/lifetimes/goldens/goldens.json'),
    'utf8',
  ),
) as Goldens;

/** The data set of a name. */
export const dataSet = (name: string): DataSet => {
  const found = goldens.datasets[name];
  if (!found) throw new Error(`no data set ${name}`);
  return found;
};

/** The lifetimes of a data set, or of one of its groups. */
export const lifetimesIn = (name: string, wanted?: string): readonly Lifetime[] => {
  const { time, event, group } = dataSet(name);
  return time
    .map((value, index) => ({ time: value, failed: event[index] === 1 }))
    .filter((_, index) => wanted === undefined || group[index] === wanted);
};

/** Every group of every data set. */
export const everyGroup = Object.entries(goldens.datasets).flatMap(([set, { groups }]) =>
  Object.entries(groups).map(([name, golden]) => ({ set, name, golden })),
);

const RELATIVE = 1e-6;

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || Number.isNaN(value);

/** Where one value is not what a golden one says, all the way down. */
const differences = (actual: unknown, golden: unknown, at: string): readonly string[] => {
  if (typeof golden === 'object' && golden !== null) {
    return Object.entries(golden).flatMap(([key, value]) =>
      differences(
        (actual as Record<string, unknown> | undefined)?.[key],
        value,
        `${at}.${key}`,
      ),
    );
  }
  const isSame =
    typeof golden === 'number' && typeof actual === 'number'
      ? Math.abs(actual - golden) <= RELATIVE * Math.abs(golden)
      : actual === golden || (isAbsent(actual) && isAbsent(golden));
  return isSame ? [] : [`${at}: ${String(actual)}, not ${String(golden)}`];
};

/** Asks that figures are those of R to a relative 1e-6; `null` is one that there is not. */
export const agrees = (t: Test, actual: unknown, golden: unknown): void => {
  t.same(differences(actual, golden, ''), []);
};
