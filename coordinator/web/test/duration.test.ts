import { expect, test } from "vitest";
import { duration } from "../src/text/duration";
import { age, ofUnit, percent } from "../src/text/quantity";

test.each([
  [0, "0s"],
  [59.6, "1m00s"],
  [580, "9m40s"],
  [7_500, "2h05m"],
  [273_600, "3d04h"],
  [-12, "-12s"],
  [-0.2, "0s"],
  [Number.NaN, "unknown"],
])("%d seconds read %s", (seconds, shown) => {
  expect(duration(seconds)).toBe(shown);
});

test("what is not known is said, never shown as zero", () => {
  expect(percent(null)).toBe("unknown");
  expect(percent(undefined)).toBe("unknown");
  expect(percent(0)).toBe("0 %");
  expect(age(undefined, 5)).toBe("never");
});

test("an age grows after the answer that told it", () => {
  expect(age(1.2, 30)).toBe("31s ago");
});

test("base units are shown for people", () => {
  expect(ofUnit(0.12, "ratio")).toBe("12 %");
  expect(ofUnit(3_221_225_472, "bytes")).toBe("3 GiB");
  expect(ofUnit(48.26, "celsius")).toBe("48.3 °C");
  expect(ofUnit(100_653.27, "pascals")).toBe("1006.5 hPa");
  expect(ofUnit(-0.2504, "amperes")).toBe("-0.25 A");
});
