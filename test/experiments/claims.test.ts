import t from 'tap';
import type { Variant } from '../../src/plan/definition.js';
import { discoverExperiments } from '../../src/plan/discover.js';
import {
  completeVariant,
  expandVariants,
  longArmVariant,
} from '../../src/plan/variants.js';

const NONE = new Map();

for (const experiment of await discoverExperiments()) {
  await t.test(`${experiment.name}: an ordinary run decides its claims`, (t) => {
    const longArm = longArmVariant(experiment, NONE);
    const run = [...expandVariants(experiment, NONE, false), longArm];
    const isRun = (differing: Variant) =>
      run.some(
        (variant) =>
          JSON.stringify(variant) ===
          JSON.stringify(completeVariant(experiment, differing)),
      );
    t.ok(experiment.claims.length > 0);
    for (const { id, parts } of experiment.claims) {
      t.ok(parts.length > 0, `${id} has parts`);
      for (const { cell, rule } of parts) {
        t.ok(isRun(cell), `${id}: ${JSON.stringify(cell)}`);
        const besides = rule.kind === 'ratio' && rule.besides;
        if (besides) t.ok(isRun(besides), `${id}: ${JSON.stringify(besides)}`);
      }
    }
    t.end();
  });
}

await t.test('each claim has an id of its own and a title for tables', async (t) => {
  const claims = (await discoverExperiments()).flatMap((experiment) => experiment.claims);
  t.ok(claims.length > 20);
  t.equal(new Set(claims.map(({ id }) => id)).size, claims.length);
  for (const { id, title } of claims) {
    t.ok(title.length > 0 && title.length <= 60, `${id}: ${title}`);
  }
});
