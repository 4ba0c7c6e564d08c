// Makes everything in results anew from the recorded trials, and from these the tables that
// other pages show: npm run results
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { gatherFindings } from '../dist/src/analysis/findings.js';
import { readReference } from '../dist/src/journal/reference.js';
import { discoverExperiments } from '../dist/src/plan/discover.js';
import { fillPlaces, pageTables } from '../dist/src/report/markdown/page-tables.js';

const root = new URL('../', import.meta.url);

for (const command of ['table', 'report']) {
  await execa('node', ['bin/preempt-lab.js', command], { cwd: root, stdio: 'inherit' });
}

const results = fileURLToPath(new URL('results', root));
const runs = await readReference(results, [], { detail: 'without-interruptions' });
const tables = pageTables(gatherFindings(runs, await discoverExperiments()));
for (const page of ['README.md', 'FINDINGS.md']) {
  const file = new URL(page, root);
  writeFileSync(file, fillPlaces(readFileSync(file, 'utf8'), tables));
}
