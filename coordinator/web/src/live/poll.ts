const answerWithinMs = 4_000;

export type Told<T> = { ok: true; value: T } | { ok: false; trouble: string; unknownCaller: boolean };

/** Asks once, with a bound. */
export function ask<T>(path: string): Promise<Told<T>> {
  return exchange(path, { headers: { accept: "application/json" } }, answerWithinMs);
}

/** Says something once, with a bound. An answer without content is undefined. */
export function tell<T>(method: "POST" | "DELETE", path: string, body: unknown, withinMs = answerWithinMs): Promise<Told<T>> {
  return exchange(path, { method, headers: { accept: "application/json", "content-type": "application/json" }, body: JSON.stringify(body) }, withinMs);
}

/** Asks again and again. What it gives ends that; nothing is heard after. */
export function repeat<T>(path: string, periodMs: number, heard: (told: Told<T>) => void): () => void {
  let ended = false;
  const round = async () => {
    const told = await ask<T>(path);
    if (!ended) {
      heard(told);
      // After the answer, so that a slow coordinator is never asked twice at once.
      next = setTimeout(round, periodMs);
    }
  };
  let next: ReturnType<typeof setTimeout> | undefined;
  void round();
  return () => {
    ended = true;
    clearTimeout(next);
  };
}

async function exchange<T>(path: string, init: RequestInit, withinMs: number): Promise<Told<T>> {
  try {
    const response = await fetch(path, { ...init, cache: "no-store", signal: AbortSignal.timeout(withinMs) });
    if (!response.ok) {
      return { ok: false, trouble: await problem(response), unknownCaller: response.status === 401 };
    }

    return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
  } catch (error) {
    return { ok: false, trouble: words(error), unknownCaller: false };
  }
}

async function problem(response: Response): Promise<string> {
  try {
    // RFC 9457.
    const details = (await response.json()) as { title?: unknown; detail?: unknown };
    const text = details.detail ?? details.title;
    return typeof text === "string" ? text : `it answered ${response.status}`;
  } catch {
    return `it answered ${response.status}`;
  }
}

function words(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return "it gave no answer in time";
  }

  return error instanceof SyntaxError ? "its answer is not understood" : "it cannot be reached";
}
