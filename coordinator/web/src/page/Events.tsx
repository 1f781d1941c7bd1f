import type { LabEvent } from "../api/types";
import { priorityWord } from "../text/states";
import type { Moment } from "./Page";
import { StateWord } from "./StateWord";

export function Events({ events, live, moment }: { events: readonly LabEvent[]; live: boolean; moment: Moment }) {
  return (
    <section aria-labelledby="events">
      <h2 id="events">Events</h2>
      <p class="basis">{live ? "Live, the newest first." : "Not live: the stream of events is interrupted, and newer ones are missing."}</p>
      {events.length === 0 ? (
        <p>None yet.</p>
      ) : (
        <ol class="log">
          {events.map((event) => (
            <li key={`${event.wallMs} ${event.code} ${event.subject} ${event.message}`}>
              <time>{moment.clock.show(event.wallMs, moment.nowWallMs)}</time> <StateWord word={priorityWord(event.priority)} />{" "}
              <strong>{event.subject || "lab"}</strong> {event.message} <code>{event.code}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
