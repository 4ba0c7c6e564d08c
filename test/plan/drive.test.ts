import t from 'tap';
import { driveFieldOf, driveFrom, withDrive } from '../../src/plan/drive.js';

await t.test("a knob drives the trial or is the fixture's", (t) => {
  t.equal(driveFieldOf('rate'), 'rateHz');
  t.equal(driveFieldOf('task'), undefined);
  for (const name of ['constructor', 'toString', '__proto__']) {
    t.equal(driveFieldOf(name), undefined, `${name} is the language's own`);
  }
  t.end();
});

await t.test('knobs and drive say the same', (t) => {
  const knobs = { cap: '60', task: 'loop', rate: '500' };
  const drive = { driver: 'timer', rateHz: 100, cap: 7 } as const;
  t.strictSame(driveFrom(knobs), { rateHz: 500, cap: 60 });
  t.strictSame(withDrive(knobs, drive), { task: 'loop', rate: '100', cap: '7' });
  t.end();
});
