import type { FeedStatus, Health, HealthState } from "../api/types";

/** How urgent a word is; the word itself says it, the colour repeats it. */
export type Tone = "good" | "plain" | "quiet" | "warning" | "alarm" | "unknown";

export interface Word {
  text: string;
  tone: Tone;
}

const tones: Record<HealthState, Tone> = {
  OK: "good",
  DEGRADED: "warning",
  DOWN: "alarm",
  UNREACHABLE: "warning",
  UNKNOWN: "unknown",
  MAINTENANCE: "quiet",
};

const urgencies: Record<HealthState, number> = { DOWN: 0, UNKNOWN: 1, UNREACHABLE: 2, DEGRADED: 3, MAINTENANCE: 4, OK: 5 };

export function healthState(health: Health | null | undefined): HealthState {
  const state = health?.state;
  return typeof state === "string" && Object.hasOwn(tones, state) ? (state as HealthState) : "UNKNOWN";
}

export function healthWord(health: Health | null | undefined): Word {
  const state = healthState(health);
  return { text: state, tone: tones[state] };
}

/** The chain of reasons as one line; only what is well needs none. */
export function reason(health: Health | null | undefined): string {
  const reasons = health?.reasons ?? [];
  return reasons.length > 0 ? reasons.join("; ") : healthState(health) === "OK" ? "" : "no reason given";
}

export function byUrgency<T extends { name: string; health?: Health | null }>(items: readonly T[]): T[] {
  return items.toSorted((left, right) => urgencies[healthState(left.health)] - urgencies[healthState(right.health)] || compare(left.name, right.name));
}

const feedWords: Record<string, Word> = {
  FORCED_SHUTDOWN: { text: "FORCED SHUTDOWN", tone: "alarm" },
  LOW_BATTERY: { text: "LOW BATTERY", tone: "alarm" },
  ON_BATTERY: { text: "ON BATTERY", tone: "warning" },
  ON_LINE: { text: "on line", tone: "good" },
};

export function isMains(feed: FeedStatus): boolean {
  return feed.source === "mains";
}

export function isDying(feed: FeedStatus): boolean {
  return feed.state === "ON_BATTERY" || feed.state === "LOW_BATTERY" || feed.state === "FORCED_SHUTDOWN";
}

export function feedWord(feed: FeedStatus): Word {
  // Nobody watches the bare mains, so that "unknown" is no cause for alarm there.
  return told(feedWords, feed.state) ?? (isMains(feed) ? { text: "not watched", tone: "quiet" } : { text: "UNKNOWN", tone: "unknown" });
}

export function feedsByUrgency(feeds: readonly FeedStatus[]): FeedStatus[] {
  const order = ["FORCED_SHUTDOWN", "LOW_BATTERY", "ON_BATTERY", "UNKNOWN", "ON_LINE"];
  const rank = (feed: FeedStatus) => (Object.hasOwn(feedWords, feed.state) ? order.indexOf(feed.state) : isMains(feed) ? order.length : 3);
  return feeds.toSorted((left, right) => rank(left) - rank(right) || compare(left.name, right.name));
}

const stepWords: Record<string, Word> = {
  SeenOff: { text: "OFF", tone: "good" },
  Presumed: { text: "PRESUMED OFF", tone: "warning" },
  Ordered: { text: "ORDERED", tone: "warning" },
  Acknowledged: { text: "STOPPING", tone: "warning" },
  Advised: { text: "WOULD STOP", tone: "warning" },
  Refused: { text: "REFUSED", tone: "alarm" },
  Cancelled: { text: "CANCELLED", tone: "quiet" },
  Pending: { text: "waiting", tone: "plain" },
};

export function stepWord(state: string): Word {
  return told(stepWords, state) ?? { text: state || "UNKNOWN", tone: "unknown" };
}

/** A step that waits may have been ordered before, and answers since; when all is over nothing waits any more. */
export function stepWordOf(step: { state: string; orderedWallMs: number }, over: boolean): Word {
  if (step.state === "Pending" && step.orderedWallMs > 0) {
    return { text: "UP AGAIN", tone: "good" };
  }

  return step.state === "Pending" && over ? { text: "not ordered", tone: "quiet" } : stepWord(step.state);
}

const returnWords: Record<string, Word> = {
  Away: { text: "not on yet", tone: "warning" },
  Starting: { text: "STARTING", tone: "warning" },
};

export function returnWord(state: string): Word {
  return told(returnWords, state) ?? { text: "UNKNOWN", tone: "unknown" };
}

const phaseWords: Record<string, string> = {
  Grace: "grace: nothing is ordered yet",
  Holding: "holding: the first start is not due yet",
  Waiting: "holding: the first start is not due yet",
  Stopping: "stopping",
  Spent: "spent: every step is done or past",
  Settling: "settling: the mains are back and must stay",
  Returning: "over, and not everybody is on again",
  Ended: "ended",
};

export function phaseWord(phase: string): string {
  return told(phaseWords, phase) ?? (phase || "in an unknown phase");
}

export function priorityWord(priority: number): Word {
  const words: Word[] = [
    { text: "ALARM", tone: "alarm" },
    { text: "ALARM", tone: "alarm" },
    { text: "ALARM", tone: "alarm" },
    { text: "ERROR", tone: "alarm" },
    { text: "WARNING", tone: "warning" },
    { text: "NOTICE", tone: "plain" },
    { text: "INFO", tone: "plain" },
  ];
  return words[Math.max(0, priority)] ?? { text: "DEBUG", tone: "quiet" };
}

// What comes over the wire may be called "constructor".
function told<T>(words: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
