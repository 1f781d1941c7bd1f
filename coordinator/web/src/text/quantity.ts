import type { Optional } from "../api/types";
import { duration } from "./duration";

export const unknown = "unknown";

export function known(value: Optional): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export function percent(value: Optional): string {
  return known(value) ? `${Math.round(value)} %` : unknown;
}

export function span(seconds: Optional): string {
  return known(seconds) ? duration(seconds) : unknown;
}

/** An age at the moment of the answer, grown by the time that has passed since. */
export function age(seconds: Optional, elapsed: number): string {
  return known(seconds) ? `${duration(Math.max(0, seconds + elapsed))} ago` : "never";
}

export function ofUnit(value: number, unit: string): string {
  if (!Number.isFinite(value)) {
    return unknown;
  }

  switch (unit) {
    case "ratio":
      return percent(value * 100);
    case "celsius":
      return `${rounded(value, 1)} °C`;
    case "bytes":
      return bytes(value);
    case "pascals":
      return `${rounded(value / 100, 1)} hPa`;
    case "volts":
      return `${rounded(value, 3)} V`;
    case "amperes":
      return `${rounded(value, 3)} A`;
    case "watts":
      return `${rounded(value, 2)} W`;
    case "seconds":
      return duration(value);
    case "":
      return rounded(value, 2);
    default:
      return `${rounded(value, 2)} ${unit}`;
  }
}

function bytes(value: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let step = 0;
  while (Math.abs(value) >= 1_024 && step < units.length - 1) {
    value /= 1_024;
    step++;
  }

  return `${rounded(value, 1)} ${units[step]}`;
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
