import t from 'tap';
import { discoverExperiments, selectExperiments } from '../../src/plan/discover.js';
import { expandVariants } from '../../src/plan/variants.js';

const experiments = await discoverExperiments();

await t.test('each folder with a definition is an experiment of its name', (t) => {
  const names = experiments.map(({ name }) => name);
  t.ok(names.includes('callback') && names.includes('thread-signal'));
  t.same(names, [...names].sort());
  t.end();
});

await t.test('a name that none has is answered with the nearest', (t) => {
  t.throws(() => selectExperiments(experiments, ['calback']), /did you mean 'callback'/);
  t.end();
});

await t.test('the default variants of each are variants of it, and differ', (t) => {
  for (const experiment of experiments) {
    for (const variant of experiment.defaultVariants) {
      for (const [name, value] of Object.entries(variant)) {
        t.ok(
          experiment.knobs[name]?.values.includes(value),
          `${experiment.name} ${name}`,
        );
      }
    }
    const expanded = expandVariants(experiment, new Map(), false);
    t.equal(expanded.length, experiment.defaultVariants.length, experiment.name);
  }
  t.end();
});
