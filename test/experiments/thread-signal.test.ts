import t from 'tap';
import { buildFixture } from '../../src/build/fixture.js';
import { discoverExperiments, selectExperiments } from '../../src/plan/discover.js';
import { compiler } from '../support/ocaml.js';
import { mustRun, plannedTrial } from '../support/trials.js';

const [experiment] = selectExperiments(await discoverExperiments(), ['thread-signal']);
if (!experiment) throw new Error('thread-signal is gone');
const { executable } = await buildFixture(experiment, compiler);

for (const threads of ['2', '8', '32']) {
  await t.test(`${threads} threads`, async (t) => {
    const trial = plannedTrial({ threads }, { cap: 100 });
    const { outcome, snapshot } = await mustRun(trial, executable);
    t.equal(outcome.kind, 'survived', outcome.message ?? '');
    const { values, attempts, pid, tid } = snapshot.telemetry;
    const measured = Object.fromEntries(values.map(({ name, value }) => [name, value]));
    t.equal(attempts, 100, 'the target received what was sent to it');
    t.not(pid, tid, 'the target is not the main thread');
    t.match(measured, { strayReceipts: 0, deadThreadRefused: 1 });
    t.ok((measured.receiptsFromOcaml ?? 0) > 0, 'signals from OCaml arrive too');
  });
}
