// How the explorer asks the hub: over HTTP, and over a WebSocket for what keeps changing.
import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";
import { authorization } from "./session";

type Headings = Record<string, string>;

const ENDPOINT = new URL("/graphql", location.href).href;
const SOCKET = ENDPOINT.replace(/^http/, "ws");

export const fetcher: Fetcher = async (operation, options) => {
  const headers: Headings = { ...authorization(), ...options?.headers };
  const { operationName } = operation;
  if (isSubscription(operation.query, operationName)) return live(operation, headers);
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
    body: JSON.stringify(operation),
  });
  return response.json();
};

async function* live({ query, variables, operationName }: FetcherParams, headers: Headings) {
  // A socket speaks for whoever opened it, so each subscription opens its own.
  const client = createClient({ url: SOCKET, connectionParams: headers, retryAttempts: 3 });
  try {
    yield* client.iterate({ query, variables, operationName: operationName ?? undefined });
  } catch (cause) {
    if (cause instanceof CloseEvent) throw new Error(`${cause.code} ${cause.reason}`);
    if (cause instanceof Event) throw new Error("连接不上 The hub cannot be reached");
    throw cause;
  }
}

function isSubscription(document: string, operationName?: string | null): boolean {
  try {
    return getOperationAST(parse(document), operationName)?.operation === "subscription";
  } catch {
    // What does not parse goes to the hub, whose answer says why.
    return false;
  }
}
