// What GraphQL Armor refuses: reads {sdl, limits, documents: {name: text}}, writes {name: messages}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Armor's rules and we have to have the same graphql, and theirs is the CommonJS one.
const require = createRequire(import.meta.url);
const { buildSchema, parse, validate } = require('graphql');
const { costLimitRule } = require('@escape.tech/graphql-armor-cost-limit');
const { maxAliasesRule } = require('@escape.tech/graphql-armor-max-aliases');
const { maxDepthRule } = require('@escape.tech/graphql-armor-max-depth');
const { maxDirectivesRule } = require('@escape.tech/graphql-armor-max-directives');
const { MaxTokensParserWLexer } = require('@escape.tech/graphql-armor-max-tokens');

const { sdl, limits, documents } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const schema = buildSchema(sdl);
const rules = [
  maxAliasesRule({ n: limits.aliases, allowList: [] }),
  maxDepthRule({ n: limits.depth, flattenFragments: true }),
  maxDirectivesRule({ n: limits.directives }),
  costLimitRule({ maxCost: limits.cost }),
];

function refusals(text) {
  try {
    new MaxTokensParserWLexer(text, { n: limits.tokens }).parseDocument();
    return validate(schema, parse(text), rules).map((error) => error.message);
  } catch (error) {
    return [error.message];
  }
}

console.log(JSON.stringify(Object.fromEntries(Object.entries(documents).map(([name, text]) => [name, refusals(text)]))));
