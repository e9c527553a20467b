// The bar above the explorer: where one is, who one is.
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { session, signIn } from "./session";

export function Bar() {
  const who = useSyncExternalStore(session.subscribe, session.get);
  return (
    <header className="bar">
      <a className="bar-home" href="/">
        党群服务中心 <span lang="en">Hub</span>
      </a>
      <a href="/schema.graphql" target="_blank" rel="noreferrer">
        SDL
      </a>
      {who ? <SignedIn name={who.name} /> : <SignIn />}
    </header>
  );
}

function SignedIn({ name }: { name: string }) {
  return (
    <div className="bar-session">
      <span>
        已登录 <span lang="en">Signed in as</span> <strong>{name}</strong>
      </span>
      <button type="button" onClick={() => session.set(null)}>
        退出 <span lang="en">Sign out</span>
      </button>
    </div>
  );
}

function SignIn() {
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem("");
    try {
      await signIn(String(form.get("name")), String(form.get("password")));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }

  return (
    <form className="bar-session" onSubmit={submit}>
      <span role="alert">{problem}</span>
      <input name="name" aria-label="账号 Name" placeholder="账号 Name" autoComplete="username" required />
      <input
        name="password"
        type="password"
        aria-label="密码 Password"
        placeholder="密码 Password"
        autoComplete="current-password"
        required
      />
      <button disabled={isBusy}>
        登录 <span lang="en">Sign in</span>
      </button>
    </form>
  );
}
