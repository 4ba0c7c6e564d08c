import t from 'tap';
import { cumulativeIncidence } from '../../../src/analysis/lifetimes/cumulative-incidence.js';
import { formatFinalIncidence } from '../../../src/report/comparison/shares.js';

const incidencesOf = (...causes: readonly (readonly string[])[]): readonly string[] =>
  cumulativeIncidence(
    causes.flatMap((same, at) => same.map((cause) => ({ time: at + 1, cause }))),
  ).map((curve) => `${curve.cause} ${formatFinalIncidence(curve)}`);

await t.test('where all failed in one way there is nothing to be unsure of', (t) => {
  for (let times = 1; times < 40; times += 1) {
    const died = Array.from({ length: times }, (_, at) =>
      Array<string>(1 + (at % 3)).fill('a'),
    );
    t.strictSame(incidencesOf(...died), ['a 100.0 %'], `${times} times`);
  }
  t.end();
});

await t.test('ways that compete have intervals', (t) => {
  const [a = '', b = ''] = incidencesOf(['a', 'a', 'b'], ['a', 'a', 'a'], ['a', 'b']);
  t.match(a, /^a 75\.0 % \(\d+\.\d to \d+\.\d\)$/);
  t.match(b, /^b 25\.0 % \(\d+\.\d to \d+\.\d\)$/);
  t.end();
});
