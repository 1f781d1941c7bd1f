import { expect, test } from "vitest";
import type { Plan } from "../src/api/types";
import { budget } from "../src/page/PlanSection";
import { barOf, place, scaleOf, ticks } from "../src/page/timelineScale";
import { verdict } from "../src/text/verdict";

const plan: Plan = {
  generation: 1,
  madeWallMs: 0,
  dyingFeeds: ["ups"],
  feasible: true,
  shortfallSeconds: 0,
  runtimeSeconds: 420,
  neededSeconds: 160,
  dropped: [],
  notes: [],
  findings: [],
  budgets: [{ feed: "ups", neededSeconds: 160, givenSeconds: 420 }],
  services: [],
  steps: [
    {
      id: "stop:nas",
      target: "nas",
      startSeconds: 210,
      latestStartSeconds: 210,
      finishBySeconds: 360,
      durationSeconds: 90,
      after: [],
      reason: "margin",
      kind: "commit",
      wave: 0,
    },
  ],
};

test("a plan is judged in the words of the command line", () => {
  expect(verdict(plan).sentence).toBe("this plan needs 2m40s, grace and margin included, the battery gives 7m00s. Dying: ups; 1 node stops.");
  expect(verdict({ ...plan, feasible: false, neededSeconds: 580, shortfallSeconds: 219.5 })).toMatchObject({
    word: "DOES NOT FIT",
    sentence: "this plan needs 9m40s, grace and margin included, the battery gives 7m00s: 3m40s are lacking. Dying: ups; 1 node stops.",
  });
  expect(verdict({ ...plan, runtimeSeconds: null })).toMatchObject({ word: "UNKNOWN", tone: "unknown" });
  expect(verdict({ ...plan, steps: [] }).word).toBe("NOTHING STOPS");
});

test("bars lie on one scale from now to the end of the battery", () => {
  const scale = scaleOf(plan);
  expect(scale).toEqual({ from: 0, to: 420 });
  const bar = barOf(scale, plan.steps[0]!);
  expect(bar.start).toBeCloseTo(50);
  expect(bar.stopped).toBeCloseTo(71.43, 1);
  expect(bar.finishBy).toBeCloseTo(85.71, 1);
});

test("a start that is past widens the scale, and what is beyond it or no number stays within", () => {
  const late = scaleOf({ ...plan, steps: [{ ...plan.steps[0]!, startSeconds: -30 }] });
  expect(late.from).toBe(-30);
  expect(place(late, 9_999)).toBe(100);
  expect(place(late, Number.NaN)).toBe(100);
});

test("a service that stops before all nodes is on the scale too", () => {
  const service = { id: "service:web@nas", service: "web", node: "nas", units: [], startSeconds: -20, durationSeconds: 10, after: [], reason: "before nas stops" };
  expect(scaleOf({ ...plan, services: [service] }).from).toBe(-20);
});

test("a budget says what is wanted and what is there", () => {
  expect(plan.budgets.map(budget)).toEqual(["ups: 2m40s of 7m00s"]);
  expect(budget({ feed: "ups", neededSeconds: 160, givenSeconds: null })).toBe("ups: 2m40s of a runtime that nobody knows");
});

test("the axis has a few round moments", () => {
  expect(ticks({ from: 0, to: 420 }).map((tick) => tick.label)).toEqual(["now", "2m00s", "4m00s", "6m00s"]);
  for (const to of [1, 7, 60, 1_000, 9_999, 400_000]) {
    expect(ticks({ from: 0, to }).length).toBeLessThanOrEqual(6);
  }
});
