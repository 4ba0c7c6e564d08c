import t from 'tap';
import { checkPlanSize } from '../../src/plan/bounds.js';

await t.test('a plan that is too large to be made is refused', (t) => {
  checkPlanSize(4_000_000);
  t.throws(() => {
    checkPlanSize(4_000_001);
  }, /^this plans 4,000,001 trials, and a run has at most 4,000,000; ask for fewer/);
  t.end();
});
