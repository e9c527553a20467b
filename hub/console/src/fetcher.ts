// How the explorer asks the hub: over HTTP, and over a WebSocket for what keeps changing.
import type { Fetcher } from "@graphiql/toolkit";
import { type ExecutionResult, getOperationAST, type OperationDefinitionNode, parse } from "graphql";
import { createClient } from "graphql-ws";
import { ask, ENDPOINT, type Operation } from "./ask";

const SOCKET = ENDPOINT.replace(/^http/, "ws");

export const fetcher: Fetcher = ({ query, variables, operationName }, options) => {
  const meant = operationMeant(query, operationName);
  const operation = { query, variables, operationName: meant?.name?.value };
  return meant?.operation === "subscription"
    ? live(operation, options?.headers)
    : ask(operation, options?.headers);
};

async function* live(operation: Operation, headers?: object) {
  // A socket speaks for whoever opened it, so each subscription opens its own.
  const client = createClient({ url: SOCKET, connectionParams: { ...headers }, retryAttempts: 3 });
  try {
    yield* client.iterate(operation) as AsyncIterable<ExecutionResult>;
  } catch (cause) {
    if (cause instanceof CloseEvent) throw new Error(`${cause.code} ${cause.reason}`);
    if (cause instanceof Event) throw new Error("连接不上 The hub cannot be reached");
    throw cause;
  }
}

/** The named operation; just after a change of tabs the name is still that of the other tab. */
function operationMeant(
  query: string,
  operationName?: string | null,
): OperationDefinitionNode | null | undefined {
  try {
    const document = parse(query);
    return getOperationAST(document, operationName) ?? getOperationAST(document);
  } catch {
    // What does not parse goes to the hub, whose answer says why.
    return null;
  }
}
