import fc from 'fast-check';
import t from 'tap';
import {
  analyseSurvival,
  type Group,
  type SurvivalAnalysis,
} from '../../../src/analysis/lifetimes/analyse.js';
import { commonCap, comparePairs } from '../../../src/analysis/lifetimes/compare-pair.js';
import { judgeExponentialOf } from '../../../src/analysis/lifetimes/judge-exponential.js';
import { survivalJson } from '../../../src/report/survival/json.js';
import { renderSurvival } from '../../../src/report/survival/text.js';

const SEED = 20_261_128;

/** Lifetimes of one magnitude or of several, many tied, few or many of them failures. */
const lifetime = (time: fc.Arbitrary<number>) =>
  fc.record({ time, failed: fc.boolean() });

const magnitude = fc.integer({ min: -12, max: 18 }).map((exponent) => 10 ** exponent);

const anyTime = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 9999 }), magnitude)
    .map(([digits, unit]) => digits * unit),
  fc.double({ min: 1e-12, max: 1e18, noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1, 0.3, 0.1 + 0.2, 1e-12, 1e18, Number.MAX_VALUE, 5e-324),
);

const groupsOf = (time: fc.Arbitrary<number>): fc.Arbitrary<readonly Group[]> =>
  fc
    .array(fc.array(lifetime(time), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((all) => all.map((lifetimes, index) => ({ name: `g${index}`, lifetimes })));

const textOf = (analysis: SurvivalAnalysis): string =>
  renderSurvival({
    title: 'any',
    analysis,
    verdicts: analysis.groups.map((group) => judgeExponentialOf(group, true)),
    isBootstrapped: true,
    pairs: comparePairs(analysis, 9),
    commonCap: commonCap(analysis),
    precision: 0.1,
  });

await t.test('whatever the times, figures are numbers or absent', (t) => {
  fc.assert(
    fc.property(groupsOf(anyTime), (groups) => {
      const analysis = analyseSurvival(groups);
      const json = JSON.stringify(survivalJson(analysis, 0.1), (_, value: unknown) => {
        if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('NaN');
        return value;
      });
      return !/NaN|undefined/.test(json + textOf(analysis));
    }),
    { numRuns: 60, seed: SEED },
  );
  t.pass();
  t.end();
});

/** What of an analysis has no unit of time, and what has, less that unit. */
const figuresOf = ({ groups, logRank, pairwise }: SurvivalAnalysis, unit: number) => [
  ...groups.flatMap(({ median, exponential, weibull, exponentialTest, curve }) => [
    ...[median.time, median.lower, median.upper].map((time) => time && time / unit),
    exponential && exponential.rate * unit,
    exponential && exponential.rateInterval[0] * unit,
    exponential && exponential.rateInterval[1] * unit,
    weibull?.shape,
    weibull?.shapeInterval[0],
    weibull?.shapeInterval[1],
    weibull && Math.log(weibull.scale / unit),
    exponentialTest?.p,
    ...curve.survival,
  ]),
  logRank?.chiSquare,
  logRank?.p,
  ...pairwise.map(({ p }) => p),
];

const isNear = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || other === undefined || !Number.isFinite(one)
    ? one === other
    : Math.abs(one - other) <= 1e-5 * Math.max(1e-3, Math.abs(one));

await t.test('the unit of time changes nothing', (t) => {
  const tenths = fc.integer({ min: 1, max: 999 }).map((time) => time / 10);
  fc.assert(
    fc.property(groupsOf(tenths), magnitude, (groups, unit) => {
      const scaled = groups.map(({ name, lifetimes }) => ({
        name,
        lifetimes: (lifetimes as readonly { time: number; failed: boolean }[]).map(
          ({ time, failed }) => ({ time: time * unit, failed }),
        ),
      }));
      const before = figuresOf(analyseSurvival(groups), 1);
      const after = figuresOf(analyseSurvival(scaled), unit);
      const moved = before.findIndex((figure, index) => !isNear(figure, after[index]));
      if (moved !== -1) throw new Error(`${before[moved]} became ${after[moved]}`);
    }),
    { numRuns: 150, seed: SEED },
  );
  t.pass();
  t.end();
});
