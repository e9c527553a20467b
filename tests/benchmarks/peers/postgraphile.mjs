// PostGraphile 5 on grafserv: the schema that it makes of the tables, one process.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";

const [, , connectionString, port, poolSize] = process.argv;

const preset = {
  extends: [PostGraphileAmberPreset],
  // Every column can be sorted and filtered by, as the hub and the others do.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({
      connectionString,
      schemas: ["public"],
      poolConfig: { max: Number(poolSize) },
    }),
  ],
  grafserv: { graphiql: false, watch: false, maxRequestLength: 100_000 },
  grafast: { explain: false },
};

const server = createServer();
const serv = postgraphile(preset).createServ(grafserv);
serv.addTo(server);
server.listen(Number(port), "127.0.0.1", () => console.log("ready", process.version));
