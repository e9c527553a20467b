// The bar above the explorer: where one is, who one is.
import { type FormEvent, useEffect, useState, useSyncExternalStore } from "react";
import { refresh, sendCode, session, signInResident, signInStaff, signOut } from "./session";

export function Bar() {
  const who = useSyncExternalStore(session.subscribe, session.who);
  useEffect(() => void refresh(), []);
  return (
    <header className="bar">
      <a className="bar-home" href="/">
        党群服务中心 <span lang="en">Hub</span>
      </a>
      <a href="/schema.graphql" target="_blank" rel="noreferrer">
        接口定义 <span lang="en">Schema</span>
      </a>
      {who === null ? <SignIn /> : <SignedIn who={who} />}
    </header>
  );
}

function SignedIn({ who }: { who: string }) {
  return (
    <div className="bar-session">
      <span>
        已登录 <span lang="en">Signed in as</span> <strong>{who}</strong>
      </span>
      <button type="button" onClick={signOut}>
        退出 <span lang="en">Sign out</span>
      </button>
    </div>
  );
}

/** Staff sign in with a name and a password, residents with a phone number and a code. */
function SignIn() {
  const [name, setName] = useState("");
  const [said, setSaid] = useState("");
  const [isBusy, setBusy] = useState(false);
  const isPhone = /^\+?\d{7,}$/.test(name);
  const secret = isPhone ? "验证码 Code" : "密码 Password";

  async function attempt(action: () => Promise<void>, success = "") {
    setBusy(true);
    setSaid("");
    try {
      await action();
      setSaid(success);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get("secret"));
    void attempt(() => (isPhone ? signInResident(name, given) : signInStaff(name, given)));
  }

  return (
    <form className="bar-session" onSubmit={submit}>
      <span role="status">{said}</span>
      <input
        aria-label="账号或手机号 Name or phone"
        placeholder="账号或手机号 Name or phone"
        autoComplete="username"
        required
        value={name}
        onChange={(event) => setName(event.target.value.trim())}
      />
      {isPhone && (
        <button
          type="button"
          disabled={isBusy}
          onClick={() => attempt(() => sendCode(name), "已发送 Sent")}
        >
          发送验证码 <span lang="en">Send code</span>
        </button>
      )}
      <input
        name="secret"
        key={secret}
        type={isPhone ? "text" : "password"}
        inputMode={isPhone ? "numeric" : "text"}
        aria-label={secret}
        placeholder={secret}
        autoComplete={isPhone ? "one-time-code" : "current-password"}
        required
      />
      <button disabled={isBusy}>
        登录 <span lang="en">Sign in</span>
      </button>
    </form>
  );
}
