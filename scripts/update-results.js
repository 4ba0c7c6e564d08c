// Makes results/README.md anew from the recorded trials, and from it the table that the
// README opens with: npm run results
import { readFileSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';

const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');

await execa('node', ['bin/preempt-lab.js', 'table'], { cwd: root, stdio: 'inherit' });

const [table] = /^callback on [^|]*(\|.*\|\n)+/m.exec(read('results/README.md')) ?? [];
if (table === undefined) throw new Error('results/README.md has no table of callback');
writeFileSync(
  new URL('README.md', root),
  read('README.md').replace(
    /(<!-- table -->\n)[^]*(<!-- end of table -->)/,
    (_, before, after) => `${before}\n${table}\n${after}`,
  ),
);
