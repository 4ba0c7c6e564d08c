import t from 'tap';
import { UsageError } from '../../src/errors.js';
import { defineExperiment } from '../../src/plan/definition.js';
import { expandVariants, parseSettings } from '../../src/plan/variants.js';

const experiment = defineExperiment({
  name: 'example',
  asks: '',
  claims: [],
  knobs: {
    task: { values: ['loop', 'allocating'], about: '' },
    stack: { values: ['small', 'large'], about: '' },
  },
  defaultVariants: [{}, { task: 'allocating' }],
  trials: 1,
  libraries: [],
});

const expand = (all: boolean, ...settings: string[]) =>
  expandVariants(experiment, parseSettings(settings), all);

await t.test('the default variants name every knob', (t) => {
  t.same(expand(false), [
    { task: 'loop', stack: 'small' },
    { task: 'allocating', stack: 'small' },
  ]);
  t.end();
});

await t.test('all variants are all combinations', (t) => {
  t.equal(expand(true).length, 4);
  t.end();
});

await t.test('a setting fixes a knob, and what becomes equal counts once', (t) => {
  t.same(expand(false, 'task=allocating'), [{ task: 'allocating', stack: 'small' }]);
  t.same(expand(true, 'task=loop', 'stack=large'), [{ task: 'loop', stack: 'large' }]);
  t.end();
});

await t.test('a knob set twice takes both values', (t) => {
  t.equal(expand(false, 'stack=small', 'stack=large').length, 4);
  t.end();
});

await t.test('what does not exist is named, with what does', (t) => {
  t.throws(() => expand(false, 'colour=red'), /no knob 'colour'; it has: task, stack/);
  t.throws(
    () => expand(false, 'task=red'),
    /'red' is no value of task.*loop, allocating/,
  );
  t.throws(() => parseSettings(['task']), UsageError);
  t.throws(() => parseSettings(['=loop']), UsageError);
  t.end();
});
