// graphql-inspector: which of the documents are not valid or use what is deprecated.
import { readFileSync } from 'node:fs';
import { validate } from '@graphql-inspector/core';
import { buildSchema, Source } from 'graphql';

const [sdl, ...files] = process.argv.slice(2);
const schema = buildSchema(readFileSync(sdl, 'utf8'));
const sources = files.map((file) => new Source(readFileSync(file, 'utf8'), file));
const bad = validate(schema, sources, { strictFragments: false, strictDeprecated: true });
for (const { source, errors, deprecated } of bad) {
  console.log(source.name);
  for (const error of [...errors, ...deprecated]) console.log(`    ${error.message}`);
}
console.log(`${sources.length - bad.length}/${sources.length}`);
process.exit(bad.length ? 1 : 0);
