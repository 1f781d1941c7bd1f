import { expect, test } from "vitest";
import type { LabEvent, LabStatus } from "../src/api/types";
import { emptyView, freshness, withEvent } from "../src/live/labView";

const event = (wallMs: number, code = "OnBattery"): LabEvent => ({ wallMs, priority: 4, code, subject: "ups", message: "On battery." });

test("a stream that begins anew shows no event twice", () => {
  const once = withEvent(withEvent([], event(1)), event(2));
  expect(withEvent(once, event(1))).toEqual(once);
});

test("events stand in the order of their time, the newest first, and are bounded", () => {
  const all = Array.from({ length: 300 }, (_, i) => event((i * 37) % 300)).reduce<readonly LabEvent[]>(withEvent, []);
  expect(all.length).toBe(200);
  expect(all[0]?.wallMs).toBe(299);
  expect(all.map((each) => each.wallMs)).toEqual(all.map((each) => each.wallMs).toSorted((a, b) => b - a));
});

test("a coordinator is lost after some seconds without an answer, heard or never heard", () => {
  const never = emptyView(1_000);
  expect(freshness(never, 2_000)).toEqual({ lost: false, silentSeconds: 1, everHeard: false });
  expect(freshness(never, 13_000)).toEqual({ lost: true, silentSeconds: 12, everHeard: false });
  const heard = { ...never, status: { value: {} as LabStatus, at: 10_000 } };
  expect(freshness(heard, 13_000).lost).toBe(false);
  expect(freshness(heard, 22_000)).toEqual({ lost: true, silentSeconds: 12, everHeard: true });
});

test("a coordinator that asks who reads is not lost, however long it has said nothing else", () => {
  const never = emptyView(1_000);
  expect(freshness({ ...never, asksWho: true }, 60_000).lost).toBe(false);
  expect(freshness(never, 60_000).lost).toBe(true);
});
