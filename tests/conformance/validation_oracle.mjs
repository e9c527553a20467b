// graphql-js 17's verdict on documents: reads {sdl, documents: {name: text}}, writes {name: [messages]}.
import { readFileSync } from 'node:fs';
import { buildSchema, parse, specifiedRules, validate } from 'graphql17';

const { sdl, documents } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const schema = buildSchema(sdl);

function verdict(text) {
  try {
    return validate(schema, parse(text), specifiedRules).map((error) => error.message);
  } catch (error) {
    return [error.message];
  }
}

const verdicts = Object.fromEntries(Object.entries(documents).map(([name, text]) => [name, verdict(text)]));
console.log(JSON.stringify(verdicts));
