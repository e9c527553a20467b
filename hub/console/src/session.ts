// Who is signed in. The session is a cookie that no script can read; the hub says whose it is.
import { ask } from "./ask";
import DOCUMENT from "./session.graphql";

interface Result {
  __typename: string;
  message?: string;
}

let who: string | null = null;
const listeners = new Set<() => void>();

export const session = {
  who: (): string | null => who,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Ask the hub who is signed in. */
export async function refresh(): Promise<void> {
  const { data } = await run("Viewer");
  who = data?.viewer?.account?.displayName ?? null;
  for (const listener of listeners) listener();
}

/** Sign in with a staff name and password. Throws what the hub says when it declines. */
export async function signInStaff(name: string, password: string): Promise<void> {
  await change("StaffSignIn", { name, password, asCookie: true });
  await refresh();
}

/** Have a code sent to a resident's phone. Throws what the hub says when it declines. */
export async function sendCode(phone: string): Promise<void> {
  await change("ResidentCodeSend", { phone });
}

/** Sign in with that code. Throws what the hub says when it declines. */
export async function signInResident(phone: string, code: string): Promise<void> {
  await change("ResidentSignIn", { phone, code, asCookie: true });
  await refresh();
}

export async function signOut(): Promise<void> {
  await change("SignOut");
  await refresh();
}

function run(operationName: string, variables?: Record<string, unknown>) {
  return ask({ query: DOCUMENT, operationName, variables });
}

async function change(operationName: string, input?: object): Promise<void> {
  const { data, errors } = await run(operationName, input && { input });
  const result: Result | undefined = data?.result;
  const problem = result ? result.message : errors?.[0]?.message;
  if (problem) throw new Error(problem);
}
