import t from 'tap';
import { trackSettling } from '../../src/run/settling.js';
import { record } from '../support/records.js';

const [cell, seed] = [record(), 1];
const isSettledBy = (
  rules: { readonly settledAfter?: number; readonly untilPrecision?: number },
  blocks: readonly number[],
  attemptsOf: (block: number) => number,
) => {
  const { experiment, variant, subject, driver, rateHz, cap, fixtureHash } = cell;
  const planned = { experiment, variant, subject, driver, rateHz, cap };
  const plan = [{ cell: planned, trials: 1000, fixtureHash, ...rules }];
  const settling = trackSettling(plan, []);
  for (const block of blocks) {
    const attempts = attemptsOf(block);
    settling.add(record({ block, attempts, preempts: attempts - 1 }));
  }
  return (block: number) => settling.isSettled({ cell: planned, block, seed });
};

const upTo = (count: number): readonly number[] => [...Array(count).keys()];
/** Spread evenly between 100 and 200, so that the median is soon known. */
const spread = (block: number): number => 100 + ((block * 37) % 101);

await t.test('trials that end alike settle a cell', (t) => {
  const isSettled = isSettledBy({ settledAfter: 30 }, upTo(30), () => 7);
  t.notOk(isSettled(29), 'what was to decide is run in any case');
  t.ok(isSettled(30));
  t.notOk(isSettledBy({ settledAfter: 30 }, upTo(29), () => 7)(30), 'one is missing');
  t.notOk(isSettledBy({ settledAfter: 30 }, upTo(30), spread)(30));
  t.end();
});

await t.test('a precision is looked at after 30 blocks and every 10 more', (t) => {
  const settledFrom = (precision: number) => {
    const isSettled = isSettledBy({ untilPrecision: precision }, upTo(400), spread);
    return upTo(400).find((block) => isSettled(block));
  };
  const [loose, middling, tight] = [0.5, 0.1, 0.05].map(settledFrom);
  t.equal(loose, 30);
  t.ok(middling && middling > 30 && middling % 10 === 0, `${middling}`);
  t.ok(tight && middling && tight > middling, `${tight}`);
  t.equal(settledFrom(0.001), undefined);
  t.end();
});

await t.test('blocks decide in their order, however they come in', (t) => {
  const rules = { untilPrecision: 0.1 };
  const inOrder = isSettledBy(rules, upTo(200), spread);
  const backwards = isSettledBy(rules, [...upTo(200)].reverse(), spread);
  t.same(upTo(200).map(inOrder), upTo(200).map(backwards));
  const withGap = isSettledBy(
    rules,
    upTo(200).filter((block) => block !== 5),
    spread,
  );
  t.notOk(withGap(199), 'one of the first is missing');
  t.end();
});

await t.test('without a rule all are run', (t) => {
  t.notOk(isSettledBy({}, upTo(500), () => 7)(500));
  t.end();
});
