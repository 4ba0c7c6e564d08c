import t from 'tap';
import { rootBeyond } from '../../../src/analysis/numerics/find-root.js';

await t.test('Wallis found where x^3 - 2x - 5 is 0', (t) => {
  const f = (x: number) => x ** 3 - 2 * x - 5;
  t.equal(rootBeyond(f, 0, 0.1, 100)?.toFixed(12), '2.094551481542');
  t.equal(rootBeyond(f, 100, -1, 1000)?.toFixed(12), '2.094551481542');
  t.equal(rootBeyond(f, 3, 1, 1000), undefined, 'nothing there');
  t.end();
});

await t.test('it takes few looks, at steps and at flat functions too', (t) => {
  const looksAt = (f: (x: number) => number, low: number, high: number) => {
    let looks = 0;
    const root = rootBeyond(
      (x) => {
        looks += 1;
        return f(x);
      },
      low,
      high - low,
      high - low,
    );
    return { root: root ?? NaN, looks };
  };
  const smooth = looksAt((x) => Math.exp(x) - 10, 0, 5);
  t.ok(Math.abs(smooth.root - Math.log(10)) < 1e-14);
  t.ok(smooth.looks < 18, `${smooth.looks} looks`);
  const step = looksAt((x) => (x < 0.3 ? -1 : 1), 0, 1);
  t.equal(step.root.toFixed(12), '0.300000000000');
  const flat = looksAt((x) => (x - 0.3) ** 9, 0, 1);
  t.equal(flat.root.toFixed(1), '0.3');
  t.ok(step.looks < 100 && flat.looks < 200, `${step.looks}, ${flat.looks}`);
  t.end();
});
