const answerWithinMs = 4_000;

export type Told<T> = { ok: true; value: T } | { ok: false; trouble: string };

/** Asks once, with a bound. */
export async function ask<T>(path: string): Promise<Told<T>> {
  try {
    const response = await fetch(path, { headers: { accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(answerWithinMs) });
    if (!response.ok) {
      return { ok: false, trouble: await problem(response) };
    }

    return { ok: true, value: (await response.json()) as T };
  } catch (error) {
    return { ok: false, trouble: words(error) };
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
