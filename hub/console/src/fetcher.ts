// How the explorer asks the hub: over HTTP, and over a WebSocket for what keeps changing.
import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { type ExecutionResult, getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";
import { ask, ENDPOINT } from "./ask";

const SOCKET = ENDPOINT.replace(/^http/, "ws");

export const fetcher: Fetcher = (operation, options) =>
  isSubscription(operation) ? live(operation, options?.headers) : ask(operation, options?.headers);

async function* live({ query, variables, operationName }: FetcherParams, headers?: object) {
  // A socket speaks for whoever opened it, so each subscription opens its own.
  const client = createClient({ url: SOCKET, connectionParams: { ...headers }, retryAttempts: 3 });
  try {
    const events = client.iterate({ query, variables, operationName: operationName ?? undefined });
    yield* events as AsyncIterable<ExecutionResult>;
  } catch (cause) {
    if (cause instanceof CloseEvent) throw new Error(`${cause.code} ${cause.reason}`);
    if (cause instanceof Event) throw new Error("连接不上 The hub cannot be reached");
    throw cause;
  }
}

function isSubscription({ query, operationName }: FetcherParams): boolean {
  try {
    return getOperationAST(parse(query), operationName)?.operation === "subscription";
  } catch {
    // What does not parse goes to the hub, whose answer says why.
    return false;
  }
}
