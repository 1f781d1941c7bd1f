import type { AuditLine } from "../api/types";
import type { Word } from "./states";

/** What came of it, as one word; the coordinator's own words stand after it where it was not simply done. */
export function outcomeWord(outcome: string): Word {
  if (outcome === "done") {
    return { text: "DONE", tone: "good" };
  }

  if (outcome.startsWith("computed only")) {
    return { text: "COMPUTED ONLY", tone: "quiet" };
  }

  return outcome.startsWith("refused") ? { text: "REFUSED", tone: "warning" } : { text: "NOT DONE", tone: "warning" };
}

/** By what and from where, as far as either is known. */
export function proof(line: AuditLine): string {
  return `${line.means && ` by ${line.means}`}${line.from && ` from ${line.from}`}`;
}

/** The most lines that the coordinator gives at once. */
export const mostLines = 1_000;

/** How many are to be asked for to see older ones too; undefined where there are none, or no more are given. */
export function older(asked: number, shown: readonly AuditLine[], step: number): number | undefined {
  const oldest = shown[0]?.number ?? 1;
  return oldest > 1 && asked < mostLines ? Math.min(asked + step, mostLines) : undefined;
}
