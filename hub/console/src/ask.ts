// One GraphQL operation over HTTP.

export const ENDPOINT = new URL("/graphql", location.href).href;

export interface Operation {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
}

/** The body of the answer, whatever its status: its errors say more than a number does. */
export async function ask(operation: Operation, headers: Record<string, string> = {}) {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
    body: JSON.stringify(operation),
  });
  return response.json();
}
