// Makes results/README.md anew from the recorded trials, and from it the tables that the
// README shows: npm run results
import { readFileSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';

const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');

for (const command of ['table', 'report']) {
  await execa('node', ['bin/preempt-lab.js', command], { cwd: root, stdio: 'inherit' });
}

const page = read('results/README.md');
const blocks = {
  survival: /^## Survival\n[^|]*((?:\|.*\|\n)+)/m,
  claims: /^## Claims\n[^|]*((?:\|.*\|\n)+(?:\n(?:\|.*\|\n)+)*)/m,
  table:
    /^callback on OCaml 5\.3\.0, external driver at 10,000 Hz, cap 3,000 [^|]*((?:\|.*\|\n)+)/m,
};

let readme = read('README.md');
for (const [name, pattern] of Object.entries(blocks)) {
  const [, table] = pattern.exec(page) ?? [];
  if (table === undefined) throw new Error(`results/README.md has no ${name}`);
  readme = readme.replace(
    new RegExp(`(<!-- ${name} -->\\n)[^]*(<!-- end of ${name} -->)`),
    (_, before, after) => `${before}\n${table}\n${after}`,
  );
}
writeFileSync(new URL('README.md', root), readme);
