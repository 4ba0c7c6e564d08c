import t from 'tap';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { fitExponential } from '../../../src/analysis/lifetimes/exponential.js';
import {
  failuresForRate,
  relativeWidthOfRate,
  trialsForMedian,
  trialsForRate,
  trialsForShare,
} from '../../../src/analysis/lifetimes/trials-needed.js';

await t.test('failures until a rate is known to 10 %', (t) => {
  // About (1.96 / 0.1)^2 = 384; the interval reaches further above than below.
  const failures = failuresForRate(0.1) ?? 0;
  t.ok(failures > 384 && failures < 430, `${failures}`);
  t.ok(relativeWidthOfRate(failures) <= 0.1);
  t.ok(relativeWidthOfRate(failures - 1) > 0.1, 'one less will not do');
  t.equal(relativeWidthOfRate(0), Infinity);
  t.equal(trialsForRate(0.1, 0.25), failures * 4);
  t.equal(trialsForRate(0.1, 0), undefined, 'when none fails, none is enough');
  t.end();
});

await t.test('the width is that of the fit', (t) => {
  const trials = Array.from({ length: 17 }, (_, n) => ({ time: n + 1, failed: true }));
  const fit = fitExponential(lifeTable(trials));
  const [lower = NaN, upper = NaN] = fit?.rateInterval ?? [];
  const rate = fit?.rate ?? NaN;
  const width = Math.max(rate - lower, upper - rate) / rate;
  t.equal(relativeWidthOfRate(17).toFixed(9), width.toFixed(9));
  t.end();
});

await t.test('trials until a share is known to 5 points', (t) => {
  // 385 after Wald, as every handbook has it; Wilson's interval is a little narrower.
  t.equal(trialsForShare(0.05), 381);
  t.ok((trialsForShare(0.05, 0.05) ?? 0) < 150, 'fewer when it is rare');
  t.end();
});

await t.test('trials until a median is known', (t) => {
  t.equal(trialsForMedian(0.1, 100, 50, [40, 65]), 900, 'thrice as narrow');
  t.equal(trialsForMedian(0.5, 100, 50, [40, 65]), 36, 'it was enough before');
  t.equal(trialsForMedian(0.1, 100, 50, [40, undefined]), undefined);
  t.equal(trialsForMedian(0.1, 100, undefined, [40, undefined]), undefined);
  t.end();
});
