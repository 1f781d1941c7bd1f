import { expect, test } from "vitest";
import type { OutageReport, ReportFeed, ReportMark } from "../src/api/types";
import { curve, forecast, lineOf, scaleOf } from "../src/page/courseScale";

const feed: ReportFeed = {
  feed: "ups",
  samples: [
    { atSeconds: 0, onBattery: true, charge: 1 },
    { atSeconds: 100, onBattery: true, charge: null },
    { atSeconds: 200, onBattery: true, charge: 0.5, runtimeSeconds: 200 },
  ],
};

const report: OutageReport = {
  id: "o-1",
  state: "Running",
  advisory: false,
  beganWallMs: 0,
  lastedSeconds: 200,
  findings: [],
  feeds: [feed],
  marks: [],
  steps: [{ id: "stop:nas", node: "nas", service: "", state: "Pending", plannedStartSeconds: 250, plannedOffSeconds: 340, lateWhy: "" }],
};

test("the line reaches from the beginning to whatever comes last", () => {
  expect(scaleOf(report, 210, undefined)).toEqual({ from: 0, to: 340 * 1.03 });
  expect(scaleOf(report, 210, 400)).toEqual({ from: 0, to: 400 * 1.03 });
  expect(scaleOf({ ...report, lastedSeconds: 5, steps: [] }, undefined, undefined).to).toBeCloseTo(61.8);
});

test("a charge that was not told is no zero", () => {
  expect(curve(feed, { from: 0, to: 400 }, 1000, 50)).toBe("0.0,0.0 500.0,25.0");
});

test("the forecast goes from the last charge to the end, and only on battery", () => {
  const scale = { from: 0, to: 400 };
  expect(forecast(feed, scale, 210, undefined, 1000, 50)).toBe("500.0,25.0 1000.0,50.0");
  const back: ReportFeed = { feed: "ups", samples: [...feed.samples, { atSeconds: 210, onBattery: false, charge: 0.5, runtimeSeconds: 200 }] };
  expect(forecast(back, scale, 210, 400, 1000, 50)).toBe("");
  expect(forecast({ feed: "ups", samples: [{ atSeconds: 200, onBattery: true, charge: 0.5 }] }, scale, 210, undefined, 1000, 50)).toBe("");
});

test("words of marks that stand together are written one above the other", () => {
  const marks: ReportMark[] = [0, 1, 50, 52, 53, 90].map((atSeconds) => ({ atSeconds, transition: "MainsBack", sentence: "" }));
  const scale = { from: 0, to: 100 };
  expect(marks.map((_, index) => lineOf(marks, index, scale))).toEqual([0, 1, 0, 1, 2, 0]);
});
