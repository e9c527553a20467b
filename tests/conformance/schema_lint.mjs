// graphql-eslint over the SDL of the hub.
import { ESLint } from 'eslint';
import graphql from '@graphql-eslint/eslint-plugin';

const [path] = process.argv.slice(2);
const recommended = graphql.configs['flat/schema-recommended'].rules;
const relay = graphql.configs['flat/schema-relay'].rules;
const eslint = new ESLint({
  overrideConfigFile: true,
  cwd: path.replace(/\/[^/]*$/, ''),
  overrideConfig: [
    {
      files: ['**/*.graphql'],
      languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: path } } },
      plugins: { '@graphql-eslint': graphql },
      rules: {
        ...recommended,
        ...relay,
        // Plain lists are bounded by the hub; those that grow are connections.
        '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
        // What is no Node is a part of one, or a value; test_schema.py sees that every id is a Node's.
        '@graphql-eslint/strict-id-in-types': 'off',
        '@graphql-eslint/require-description': [
          'error',
          { types: true, rootField: true, FieldDefinition: true, EnumValueDefinition: true, InputValueDefinition: true, DirectiveDefinition: true },
        ],
        '@graphql-eslint/require-deprecation-reason': 'error',
        '@graphql-eslint/require-nullable-result-in-root': 'error',
        '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
        '@graphql-eslint/input-name': ['error', { checkInputType: true, caseSensitiveInputType: false }],
        '@graphql-eslint/no-duplicate-fields': 'error',
      },
    },
  ],
});
const results = await eslint.lintFiles([path]);
const formatter = await eslint.loadFormatter('stylish');
console.log(await formatter.format(results));
process.exit(results.some((result) => result.errorCount + result.warningCount) ? 1 : 0);
