// Writes the published JSON schemas: npm run schemas
import { writeFileSync } from 'node:fs';
import { publishedSchemas } from '../dist/src/report/published-schemas.js';

for (const [file, schema] of Object.entries(publishedSchemas())) {
  writeFileSync(
    new URL(`../schemas/${file}`, import.meta.url),
    `${JSON.stringify(schema, undefined, 2)}\n`,
  );
}
