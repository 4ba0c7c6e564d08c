import { mkdir, writeFile } from 'node:fs/promises';
import t from 'tap';
import {
  manifestFile,
  referenceFile,
  runFolder,
  trialsFile,
} from '../../src/journal/layout.js';
import { readReference } from '../../src/journal/reference.js';
import { manifest, record, RUN } from '../support/records.js';

const LATER = '20990101T000000Z-callback-0000';

const writeRun = async (results: string, run: string): Promise<void> => {
  const folder = runFolder(results, run);
  await mkdir(folder, { recursive: true });
  await writeFile(manifestFile(folder), JSON.stringify({ ...manifest(), run }));
  await writeFile(trialsFile(folder), `${JSON.stringify({ ...record(), run })}\n`);
};

const listed = async (results: string, reference: unknown) => {
  await writeFile(referenceFile(results), JSON.stringify(reference));
  return readReference(results, []);
};

await t.test('the runs that the list names are read, and no others', async (t) => {
  const results = t.testdir();
  await writeRun(results, RUN);
  await writeRun(results, LATER);
  const runs = await listed(results, { runs: [LATER] });
  t.match(runs, [{ manifest: { run: LATER }, trials: [{ run: LATER }] }]);
});

await t.test('what has been asked anew is left out of the older run', async (t) => {
  const results = t.testdir();
  await writeRun(results, RUN);
  await writeRun(results, LATER);
  const { experiment } = record();
  const superseded = { [RUN]: [experiment] };
  const runs = await listed(results, { runs: [RUN, LATER], superseded });
  t.match(runs, [
    { manifest: { run: RUN, plan: [] }, trials: [] },
    { manifest: { run: LATER }, trials: [{ run: LATER }] },
  ]);
  t.equal(runs?.[0]?.trials.length, 0);
});

await t.test('so is what was recorded anew on one version', async (t) => {
  const results = t.testdir();
  await writeRun(results, RUN);
  const { experiment, subject } = record();
  for (const [version, kept] of [
    [subject.version, 0],
    [`${subject.version}1`, 1],
  ] as const) {
    const superseded = { [RUN]: [`${experiment}@${version}`] };
    const runs = await listed(results, { runs: [RUN], superseded });
    t.equal(runs?.[0]?.trials.length, kept, version);
    t.equal(runs?.[0]?.manifest.plan.length, kept && manifest().plan.length, version);
  }
});

await t.test('a list that is none is refused, and there may be none', async (t) => {
  const results = t.testdir();
  t.equal(await readReference(results, []), undefined);
  await t.rejects(listed(results, { runs: ['../../etc'] }), { name: 'UsageError' });
});
