// Who is signed in on this browser tab: kept until the tab closes, sent with every operation.
import SIGN_IN from "../examples/sign-in.graphql";

export interface Session {
  name: string;
  token: string;
}

const KEY = "hub.session";

let current: Session | null = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
const listeners = new Set<() => void>();

export const session = {
  get: (): Session | null => current,
  set(next: Session | null): void {
    current = next;
    if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
    else sessionStorage.removeItem(KEY);
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** The headers that say who asks. */
export function authorization(): Record<string, string> {
  return current ? { Authorization: `Bearer ${current.token}` } : {};
}

/** Sign in with a staff name and password; throws what the hub says when it declines. */
export async function signIn(name: string, password: string): Promise<void> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: SIGN_IN, variables: { input: { name, password } } }),
  });
  const { data, errors } = await response.json();
  const result = data?.signIn;
  if (!result?.token) throw new Error(result?.message ?? errors?.[0]?.message ?? response.statusText);
  session.set({ name, token: result.token });
}
