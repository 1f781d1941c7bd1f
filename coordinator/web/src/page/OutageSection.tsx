import type { Outage, OutageReport, OutageStep, Plan } from "../api/types";
import { type Answer, elapsed } from "../live/labView";
import { duration } from "../text/duration";
import { areAsked, namesOf, told } from "../text/feeds";
import { phaseWord, returnWord, stepWordOf } from "../text/states";
import { Course } from "./Course";
import type { Moment } from "./Page";
import { StateWord } from "./StateWord";

/** The running sequence, or the last one: each step, its state, and on what evidence. */
export function OutageSection({ answer, report, now, moment }: { answer: Answer<Outage>; report: Answer<OutageReport> | undefined; now: number; moment: Moment }) {
  const outage = answer.value;
  if (!outage.id) {
    return null;
  }

  const ended = outage.phase === "Ended";
  const over = ended || outage.phase === "Returning" || outage.phase === "Settling";
  const kind = areAsked(outage.feeds) ? "shutdown" : "outage";
  const planned = new Map((outage.plan?.steps ?? []).map((step) => [step.id, step]));
  return (
    <section aria-labelledby="outage" class={ended ? "" : "urgent"}>
      <h2 id="outage">
        {ended ? `The last ${kind}` : kind === "outage" ? "Outage" : "Shutdown"} {outage.id}: {phaseWord(outage.phase)}
      </h2>
      <p>
        Began {moment.clock.show(outage.beganWallMs, moment.nowWallMs)}; {told(outage.feeds)}.
        {outage.advisory && (
          <>
            {" "}
            <strong>Advisory</strong>: this is what would be done; nothing is stopped.
          </>
        )}
        {!ended && outage.committedFeeds.length > 0 && (
          <>
            {" "}
            <strong>Committed</strong>: {namesOf(outage.committedFeeds)}.{!areAsked(outage.committedFeeds) && " When the mains return, what was not ordered yet stays on."}
          </>
        )}
      </p>
      {outage.returns.length > 0 && (
        <>
          <h3>To be on again</h3>
          <ol class="steps">
            {outage.returns.map((one) => (
              <li key={one.node}>
                <span class="who">{one.node}</span> <StateWord word={returnWord(one.state)} />
                <span class="evidence">{one.waitsFor}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {outage.steps.length === 0 && outage.returns.length === 0 && <p>It has no step yet.</p>}
      <ol class="steps">
        {outage.steps.map((step) => (
          <li key={step.id}>
            <span class="who">{step.target}</span> <StateWord word={stepWordOf(step, over)} />
            <span class="when">{when(step, planned.get(step.id), elapsed(answer, now), ended, moment)}</span>
            <span class="evidence">{step.evidence || (step.state === "SeenOff" ? "evidence not given" : "")}</span>
          </li>
        ))}
      </ol>
      {report?.value.id === outage.id && (
        <Course
          report={report.value}
          plan={ended ? undefined : (outage.plan ?? undefined)}
          nowSeconds={(moment.nowWallMs - report.value.beganWallMs) / 1_000}
          untilPlan={elapsed(answer, now)}
        />
      )}
      {outage.notes.length > 0 && (
        <details>
          <summary>What happened ({outage.notes.length})</summary>
          <ol class="log">
            {outage.notes
              .toSorted((left, right) => right.wallMs - left.wallMs)
              .map((note) => (
                <li key={`${note.wallMs} ${note.message}`}>
                  <time>{moment.clock.show(note.wallMs, moment.nowWallMs)}</time> {note.message}
                </li>
              ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function when(step: OutageStep, planned: Plan["steps"][number] | undefined, passed: number, ended: boolean, moment: Moment): string {
  if (step.offWallMs > 0) {
    return `off ${moment.clock.show(step.offWallMs, moment.nowWallMs)}`;
  }

  if (step.orderedWallMs > 0) {
    return `ordered ${moment.clock.show(step.orderedWallMs, moment.nowWallMs)}`;
  }

  if (!planned || ended || step.state !== "Pending") {
    return "";
  }

  const left = planned.startSeconds - passed;
  return left >= 0 ? `stops in ${duration(left)}` : `due ${duration(-left)} ago`;
}
