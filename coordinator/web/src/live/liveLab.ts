import type { LabEvent, LabStatus, Outage, OutageReport, Person, Plan } from "../api/types";
import { type LabView, emptyView, withEvent } from "./labView";
import { ask, repeat } from "./poll";

const everyMs = { status: 2_000, outage: 2_000, plan: 5_000, report: 3_000, person: 60_000 };

/** Keeps a view of the lab: polls the state, and hears events as they happen. Runs as long as the page does. */
export function liveLab(changed: (view: LabView) => void): void {
  let view = emptyView(performance.now());
  const set = (part: Partial<LabView>) => {
    view = { ...view, ...part };
    changed(view);
  };

  repeat<LabStatus>("api/v1/status", everyMs.status, (told) =>
    set(told.ok ? { status: { value: told.value, at: performance.now() }, trouble: "", asksWho: false } : { trouble: told.trouble, asksWho: told.unknownCaller }));
  // Who reads stays the same while nobody answers.
  repeat<Person>("api/v1/session", everyMs.person, (told) => (told.ok || told.unknownCaller) && set({ person: told.ok ? told.value : undefined }));
  repeat<Outage>("api/v1/outage", everyMs.outage, (told) => told.ok && set({ outage: { value: told.value, at: performance.now() } }));
  repeat<Plan>("api/v1/plan", everyMs.plan, (told) => told.ok && set({ plan: { value: told.value, at: performance.now() } }));
  follow(
    () => view.outage?.value,
    (value) => set({ report: { value, at: performance.now() } }),
  );
  hear(
    (event) => set({ events: withEvent(view.events, event) }),
    (eventsLive) => set({ eventsLive }),
  );
}

/** The report of the outage that the page shows; nothing is asked where there is none. */
function follow(outage: () => Outage | undefined, heard: (value: OutageReport) => void): void {
  const round = async () => {
    const id = outage()?.id;
    if (id) {
      const told = await ask<OutageReport>(`api/v1/outages/${encodeURIComponent(id)}/report`);
      if (told.ok) {
        heard(told.value);
      }
    }

    setTimeout(round, everyMs.report);
  };
  setTimeout(round, 500);
}

function hear(happened: (event: LabEvent) => void, live: (live: boolean) => void): void {
  const source = new EventSource("api/v1/events");
  source.onopen = () => live(true);
  source.onmessage = (message: MessageEvent<string>) => {
    const event = parsed(message.data);
    if (event) {
      happened(event);
    }
  };
  source.onerror = () => {
    live(false);
    // The browser tries again by itself, except after an answer that is no event stream.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => hear(happened, live), everyMs.plan);
    }
  };
}

function parsed(text: string): LabEvent | undefined {
  try {
    const event = JSON.parse(text) as Partial<LabEvent> | null;
    return typeof event?.message === "string" && typeof event.wallMs === "number"
      ? { wallMs: event.wallMs, priority: event.priority ?? 6, code: event.code ?? "", subject: event.subject ?? "", message: event.message }
      : undefined;
  } catch {
    return undefined;
  }
}
