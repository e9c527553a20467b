// graphql-http's audits of GraphQL over HTTP, as its authors wrote them.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2], fetchFn: fetch });
const failed = results.filter((result) => result.status !== 'ok');
for (const { id, name, reason } of failed) console.log(`${id} ${name}\n    ${reason}`);
console.log(`${results.length - failed.length}/${results.length}`);
process.exit(failed.length ? 1 : 0);
