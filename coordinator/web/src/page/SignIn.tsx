import { useState } from "preact/hooks";
import type { Person } from "../api/types";
import { tell } from "../live/poll";

/** A slow machine hashes for seconds. */
const signInWithinMs = 20_000;

/** Asks who reads; the session that comes of it lies in a cookie that no script can read. */
export function SignIn() {
  const [trouble, setTrouble] = useState("");
  const [isAsking, setAsking] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setAsking(true);
    setTrouble("");
    const told = await tell<Person>("POST", "api/v1/session", { name: form.get("name"), password: form.get("password") }, signInWithinMs);
    if (told.ok) {
      // All streams begin anew, in the reader's name.
      location.reload();
      return;
    }

    setAsking(false);
    setTrouble(told.trouble);
  };

  return (
    <form class="signin" aria-label="Sign in" onSubmit={submit}>
      <h2>Sign in</h2>
      <label>
        Name
        <input name="name" autocomplete="username" autocapitalize="none" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <button type="submit" disabled={isAsking}>
        Sign in
      </button>
      <p role="alert">{trouble}</p>
      <p class="basis">Users are made with homelab user add.</p>
    </form>
  );
}

export function SignedIn({ person }: { person: Person }) {
  const signOut = async () => {
    await tell("DELETE", "api/v1/session", {});
    location.reload();
  };

  return (
    <p>
      Signed in as {person.name}, {person.role}.{" "}
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </p>
  );
}
