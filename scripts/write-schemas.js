// Writes the published JSON schemas and the data dictionary: npm run schemas
import { writeFileSync } from 'node:fs';
import { renderDictionary } from '../dist/src/report/export/dictionary.js';
import { publishedSchemas } from '../dist/src/report/json/schemas.js';

for (const [file, schema] of Object.entries(publishedSchemas())) {
  writeFileSync(
    new URL(`../schemas/${file}`, import.meta.url),
    `${JSON.stringify(schema, undefined, 2)}\n`,
  );
}
writeFileSync(
  new URL('../schemas/data-dictionary.md', import.meta.url),
  renderDictionary(),
);
