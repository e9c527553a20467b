// The API explorer at /graphiql: GraphiQL with the hub's examples, a sign-in, and live updates.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";
import { Bar } from "./bar";
import { examples } from "./examples";
import "./graphiql.css";
import { authorization, session } from "./session";
import "./workers";

const endpoint = new URL("/graphql", location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

const wsClient = createClient({ url: socket.href, connectionParams: authorization });
// A socket speaks for whoever opened it: someone else needs another.
session.subscribe(() => wsClient.terminate());

const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  wsClient,
  fetch: (input, init) => fetch(input, { ...init, headers: { ...authorization(), ...init?.headers } }),
});

createRoot(document.getElementById("explorer")!).render(
  <>
    <Bar />
    <GraphiQL fetcher={fetcher} defaultTabs={examples} inputValueDeprecation schemaDescription />
  </>,
);
