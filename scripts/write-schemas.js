// Writes the published JSON schemas of what the journal keeps: npm run schemas
import { writeFileSync } from 'node:fs';
import { publishedSchemas } from '../dist/src/journal/published-schemas.js';

for (const [file, schema] of Object.entries(publishedSchemas())) {
  writeFileSync(
    new URL(`../schemas/${file}`, import.meta.url),
    `${JSON.stringify(schema, undefined, 2)}\n`,
  );
}
