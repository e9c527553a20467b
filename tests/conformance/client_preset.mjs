// @graphql-codegen's client-preset, as front ends have it: schema, documents, folder to write to.
import { generate } from '@graphql-codegen/cli';

const [schema, documents, folder] = process.argv.slice(2);
await generate(
  {
    schema,
    documents,
    silent: true,
    generates: {
      [`${folder}/`]: {
        preset: 'client',
        presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
        config: {
          strictScalars: true,
          enumsAsTypes: true,
          scalars: { Date: 'string', DateTime: 'string', Time: 'string', Fen: 'number', GeoJSON: 'unknown', JSON: 'unknown' },
        },
      },
    },
  },
  true,
);
