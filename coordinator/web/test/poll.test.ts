import { afterEach, expect, test, vi } from "vitest";
import { type Told, repeat } from "../src/live/poll";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what is repeated asks again after each answer, and neither asks nor tells once it was ended", async () => {
  vi.useFakeTimers();
  const answers: ((response: Response) => void)[] = [];
  vi.stubGlobal("fetch", () => new Promise<Response>((answer) => answers.push(answer)));
  const heard: Told<unknown>[] = [];
  const end = repeat("api/v1/audit", 1_000, (told) => heard.push(told));

  await vi.advanceTimersByTimeAsync(5_000);
  expect(answers.length).toBe(1);
  answers[0]?.(new Response("{}"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([heard.length, answers.length]).toEqual([1, 2]);

  end();
  answers[1]?.(new Response("{}"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([heard.length, answers.length]).toEqual([1, 2]);
});
