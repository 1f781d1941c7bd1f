import { expect, test } from "vitest";
import type { FeedStatus } from "../src/api/types";
import { LabClock } from "../src/text/clock";
import { areAsked, namesOf, told } from "../src/text/feeds";
import { byUrgency, feedsByUrgency, feedWord, healthWord, reason, stepWord, stepWordOf } from "../src/text/states";

const feed = (name: string, state: string, source = "nut ups@nas"): FeedStatus => ({ name, state, source, runtimeBasis: "", rawStatus: "", rejected: [], detail: "" });

test("a state that nobody told, or that is not known here, is unknown", () => {
  expect(healthWord(undefined)).toEqual({ text: "UNKNOWN", tone: "unknown" });
  expect(healthWord({ state: "toString" })).toEqual({ text: "UNKNOWN", tone: "unknown" });
  expect(feedWord(feed("a", "SINGING")).text).toBe("UNKNOWN");
  expect(feedWord(feed("wall", "UNKNOWN", "mains")).text).toBe("not watched");
  expect(stepWord("").text).toBe("UNKNOWN");
});

test("the most urgent stands first", () => {
  const nodes = ["OK", "MAINTENANCE", "UNKNOWN", "DOWN", "DEGRADED", "UNREACHABLE"].map((state) => ({ name: state, health: { state } }));
  expect(byUrgency(nodes).map((node) => node.name)).toEqual(["DOWN", "UNKNOWN", "UNREACHABLE", "DEGRADED", "MAINTENANCE", "OK"]);
  const feeds = [feed("d", "ON_LINE"), feed("c", "UNKNOWN"), feed("b", "ON_BATTERY"), feed("a", "LOW_BATTERY"), feed("wall", "UNKNOWN", "mains")];
  expect(feedsByUrgency(feeds).map((each) => each.name)).toEqual(["a", "b", "c", "d", "wall"]);
});

test("what is not well and gives no reason says so", () => {
  expect(reason({ state: "DOWN", reasons: [] })).toBe("no reason given");
  expect(reason({ state: "OK", reasons: [] })).toBe("");
  expect(reason({ state: "DOWN", reasons: ["no beat", "nas is down"] })).toBe("no beat; nas is down");
});

test("times are shown in the lab's zone, with the date where it is another day", () => {
  const clock = new LabClock("Europe/Berlin");
  const now = Date.UTC(2026, 9, 3, 20, 14, 3);
  expect(clock.show(now, now)).toBe("22:14:03");
  expect(clock.show(now - 86_400_000, now)).toBe("2026-10-02 22:14:03");
  expect(clock.show(0, now)).toBe("unknown time");
  expect(new LabClock("Mars/Olympus").zone).toBe("UTC");
});

test("a step that was ordered and waits again is up, and one that never was is not ordered when all is over", () => {
  expect(stepWordOf({ state: "Pending", orderedWallMs: 5 }, false).text).toBe("UP AGAIN");
  expect(stepWordOf({ state: "Pending", orderedWallMs: 0 }, false).text).toBe("waiting");
  expect(stepWordOf({ state: "Pending", orderedWallMs: 0 }, true).text).toBe("not ordered");
  expect(stepWordOf({ state: "SeenOff", orderedWallMs: 5 }, true).text).toBe("OFF");
});

test("what an operator asked for is told as nodes, beside the feeds", () => {
  expect(told(["rack-ups", "node:nas"])).toBe("feeds: rack-ups; asked for: nas");
  expect(told(["node:nas", "node:pi"])).toBe("asked for: nas, pi");
  expect(told([])).toBe("feeds: none");
  expect(namesOf(["node:nas", "rack-ups"])).toBe("nas, rack-ups");
  expect([areAsked(["node:nas"]), areAsked(["node:nas", "rack-ups"]), areAsked([])]).toEqual([true, false, false]);
});
