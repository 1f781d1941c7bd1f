import type { LabEvent, LabStatus, Outage, OutageReport, Person, Plan } from "../api/types";

/** An answer and when it came, by the browser's monotonic clock. */
export interface Answer<T> {
  value: T;
  at: number;
}

/** All that the page knows. */
export interface LabView {
  status?: Answer<LabStatus>;
  plan?: Answer<Plan>;
  outage?: Answer<Outage>;
  /** Of that outage. */
  report?: Answer<OutageReport>;
  /** The newest first. */
  events: readonly LabEvent[];
  eventsLive: boolean;
  /** Why the last question failed; empty where it did not. */
  trouble: string;
  /** The coordinator answers, and wants to know first who asks. */
  asksWho: boolean;
  /** For whom it takes the reader. */
  person?: Person | undefined;
  startedAt: number;
}

export function emptyView(now: number): LabView {
  return { events: [], eventsLive: false, trouble: "", asksWho: false, startedAt: now };
}

/** The coordinator answers this reader what only admins get. While it has no users it does so on its own machine alone, so that this is not known. */
export function isAdmin(view: LabView): boolean {
  return !view.asksWho && view.person?.role === "admin" && !view.person.noUsers;
}

const mostEvents = 200;

/** Adds an event; a stream that begins anew repeats the current ones. */
export function withEvent(events: readonly LabEvent[], event: LabEvent): readonly LabEvent[] {
  const same = (other: LabEvent) =>
    other.wallMs === event.wallMs && other.code === event.code && other.subject === event.subject && other.message === event.message;
  if (events.some(same)) {
    return events;
  }

  return [...events, event].toSorted((left, right) => right.wallMs - left.wallMs).slice(0, mostEvents);
}

/** Without an answer for this long the page says that the coordinator is lost. */
export const lostAfterSeconds = 6;

export interface Freshness {
  lost: boolean;
  /** Seconds since the last answer; since the page was opened where there was none. */
  silentSeconds: number;
  everHeard: boolean;
}

export function freshness(view: LabView, now: number): Freshness {
  const silentSeconds = Math.max(0, (now - (view.status?.at ?? view.startedAt)) / 1_000);
  return { lost: silentSeconds > lostAfterSeconds && !view.asksWho, silentSeconds, everHeard: view.status !== undefined };
}

/** Seconds since an answer came: what it called "now" lies this far back. */
export function elapsed(answer: Answer<unknown>, now: number): number {
  return Math.max(0, (now - answer.at) / 1_000);
}
