import { execa } from 'execa';
import t from 'tap';
import { buildTestFixture } from '../support/trials.js';

await t.test(
  'histograms hold what they promise; a seed gives its deadlines',
  async (t) => {
    const { executable } = await buildTestFixture('layout_check');
    const { stdout } = await execa(executable);
    const deadlines = stdout.split('\n').map(Number);
    const [first, again, other] = [0, 1000, 2000].map((from) =>
      deadlines.slice(from, from + 1000),
    );
    t.equal(deadlines.length, 3000);
    t.same(again, first, 'the same seed, the same deadlines');
    t.notSame(other, first, 'another seed, others');
    t.ok(new Set(first?.map((deadline) => deadline % 100_000)).size > 900, 'jitter');
  },
);
