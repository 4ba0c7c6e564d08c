import { DOMParser } from 'linkedom';
import t from 'tap';
import { gatherFindings } from '../../../src/analysis/findings.js';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { renderPictures } from '../../../src/report/plots/pictures.js';
import { bandOf, censoredOf, stepsOf } from '../../../src/report/plots/survival-steps.js';
import { discoverExperiments } from '../../../src/plan/discover.js';
import { manifest, record, survivor } from '../../support/records.js';

const experiments = await discoverExperiments();

const analysed = (times: readonly (readonly [time: number, failed: boolean])[]) => {
  const lifetimes = times.map(([time, failed]) => ({ time, failed }));
  const [group] = analyseSurvival([{ name: 'a', lifetimes }]).groups;
  if (!group) throw new Error('no group');
  return group;
};

await t.test(
  'a curve steps down where trials failed and ends where the last did',
  (t) => {
    const group = analysed([
      [2, true],
      [4, false],
      [6, true],
      [9, false],
    ]);
    t.strictSame(stepsOf(group), [
      { time: 1, survival: 1 },
      { time: 2, survival: 0.75 },
      { time: 6, survival: 0.375 },
      { time: 9, survival: 0.375 },
    ]);
    t.strictSame(censoredOf(group), [
      { time: 4, survival: 0.75 },
      { time: 9, survival: 0.375 },
    ]);
    const band = bandOf(group);
    t.strictSame(
      band.map(({ time }) => time),
      [2, 6, 9],
    );
    t.ok(band.every(({ lower, upper }) => lower > 0 && lower < upper && upper < 1));
    t.end();
  },
);

await t.test(
  'a band ends where all have failed, and where none has it goes by how many',
  (t) => {
    const all = analysed([
      [2, true],
      [6, true],
    ]);
    t.strictSame(
      bandOf(all).map(({ time }) => time),
      [2, 6],
    );
    t.strictSame(bandOf(analysed([[3, true]])), []);
    t.strictSame(
      bandOf(
        analysed([
          [3, false],
          [7, false],
        ]),
      ),
      [
        { time: 1, lower: Math.sqrt(0.05), upper: 1 },
        { time: 3, lower: Math.sqrt(0.05), upper: 1 },
        { time: 3, lower: 0.05, upper: 1 },
        { time: 7, lower: 0.05, upper: 1 },
      ],
      'but for how many were there to fail',
    );
    t.end();
  },
);

const findings = gatherFindings(
  [
    {
      manifest: manifest(),
      trials: [
        record(),
        survivor({ trial: 1 }),
        survivor({ trial: 2, experiment: 'safepoint', attempts: 5000 }),
        record({ trial: 3, experiment: '../escape' }),
      ],
    },
  ],
  experiments,
);

await t.test('pictures are files of their own, the same each time', (t) => {
  const pictures = renderPictures(findings);
  t.strictSame([...pictures.keys()].sort(), [
    'callback.svg',
    'opening.svg',
    'safepoint.svg',
  ]);
  t.strictSame([...renderPictures(findings)], [...pictures]);
  for (const [name, picture] of pictures) {
    const svg = new DOMParser().parseFromString(picture, 'image/svg+xml').documentElement;
    t.equal(svg.getAttribute('xmlns'), 'http://www.w3.org/2000/svg', name);
    t.ok(svg.querySelector('.ground'), 'a ground of its own, on light and dark pages');
    t.match(picture, /prefers-color-scheme: dark/);
    t.notMatch(picture, /NaN|undefined|\d\.\d\d\d,/);
  }
  t.end();
});

await t.test('the opening picture sets what fails beside what lasts', (t) => {
  const opening = renderPictures(findings).get('opening.svg') ?? '';
  t.match(opening, /callback \(default\) on 5\.3\.0: 1 of 2 trials failed/);
  t.match(opening, /safepoint, all versions and ways to ask: 0 of 1 trials failed/);
  t.end();
});
