// Apollo's composition: whether the SDL would do as a subgraph of a federated graph.
import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const typeDefs = parse(readFileSync(process.argv[2], 'utf8'));
const { errors = [], supergraphSdl } = composeServices([{ name: 'hub', url: 'http://hub', typeDefs }]);
for (const error of errors) console.log(error.message);
process.exit(errors.length || !supergraphSdl ? 1 : 0);
