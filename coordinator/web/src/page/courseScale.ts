import type { OutageReport, ReportFeed, ReportMark } from "../api/types";
import { known } from "../text/quantity";
import { type Scale, place } from "./timelineScale";

/** What the word of a mark takes of the width, at most. */
const wordPercent = 8;

/** From the beginning to the last thing that matters: what was planned, what happened, now, and the end of the battery. */
export function scaleOf(report: OutageReport, now: number | undefined, empty: number | undefined): Scale {
  const planned = report.steps.flatMap((step) => [step.plannedOffSeconds, step.offSeconds, step.orderedSeconds]).filter(known);
  return { from: 0, to: Math.max(60, report.lastedSeconds, now ?? 0, empty ?? 0, ...planned) * 1.03 };
}

/** How many words of earlier marks stand where this one's would: each is written above the last. */
export function lineOf(marks: readonly ReportMark[], index: number, scale: Scale): number {
  const at = (mark: ReportMark | undefined) => (mark ? place(scale, mark.atSeconds) : Number.NEGATIVE_INFINITY);
  return index > 0 && at(marks[index]) - at(marks[index - 1]) < wordPercent ? lineOf(marks, index - 1, scale) + 1 : 0;
}

/** The charge as points of a line, full at the top; empty where none was told. */
export function curve(feed: ReportFeed, scale: Scale, width: number, height: number): string {
  return feed.samples
    .filter((sample) => sample.atSeconds <= scale.to)
    .flatMap((sample) => (known(sample.charge) ? [point(sample.atSeconds, sample.charge, scale, width, height)] : []))
    .join(" ");
}

/** From the last charge on battery to the moment at which it will be empty; empty where nobody can tell. */
export function forecast(feed: ReportFeed, scale: Scale, now: number, empty: number | undefined, width: number, height: number): string {
  const last = feed.samples.at(-1);
  if (!last?.onBattery || !known(last.charge)) {
    return "";
  }

  const end = known(last.runtimeSeconds) ? last.atSeconds + last.runtimeSeconds : empty;
  return end === undefined || end <= now ? "" : `${point(last.atSeconds, last.charge, scale, width, height)} ${point(end, 0, scale, width, height)}`;
}

function point(at: number, charge: number, scale: Scale, width: number, height: number): string {
  return `${((place(scale, at) / 100) * width).toFixed(1)},${((1 - Math.min(1, Math.max(0, charge))) * height).toFixed(1)}`;
}
