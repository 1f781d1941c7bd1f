import type { OutageReport, Plan, ReportFeed, ReportMark, ReportStep } from "../api/types";
import { duration } from "../text/duration";
import { known } from "../text/quantity";
import { curve, forecast, lineOf, scaleOf } from "./courseScale";
import { type Scale, place, ticks } from "./timelineScale";

const rowHeight = 34;
const feedHeight = 72;
const axisHeight = 22;
const wide = 1_000;

/** An outage as it was planned and as it goes, with each battery's course and its forecast beneath. */
export function Course({ report, plan, nowSeconds, untilPlan }: { report: OutageReport; plan: Plan | undefined; nowSeconds: number; untilPlan: number }) {
  const running = report.state === "Running";
  const empty = running && plan && known(plan.runtimeSeconds) ? nowSeconds + plan.runtimeSeconds - untilPlan : undefined;
  const scale = scaleOf(report, running ? nowSeconds : undefined, empty);
  const bars = report.steps.length * rowHeight;
  const height = bars + report.feeds.length * feedHeight;
  const last = running ? nowSeconds : report.lastedSeconds;
  return (
    <figure class="timeline course">
      <svg width="100%" height={height + axisHeight} role="group" aria-label="Planned against real, and the batteries">
        {ticks(scale).map((tick) => (
          <g key={tick.label} class="tick" aria-hidden="true">
            <line x1={`${tick.at}%`} x2={`${tick.at}%`} y1={0} y2={height} />
            <text x={`${tick.at}%`} y={height + 16} dx={tick.at < 2 ? 0 : -10}>
              {tick.label === "now" ? "0s" : tick.label}
            </text>
          </g>
        ))}
        {report.feeds.map((feed, index) => (
          <Battery key={feed.feed} feed={feed} scale={scale} top={bars + index * feedHeight} empty={empty} now={last} />
        ))}
        {report.steps.map((step, row) => (
          <Row key={step.id} step={step} scale={scale} top={row * rowHeight} last={last} />
        ))}
        {report.marks.map((mark, index) => (
          <Mark key={`${mark.atSeconds} ${mark.transition}`} mark={mark} at={place(scale, mark.atSeconds)} line={lineOf(report.marks, index, scale)} height={height} />
        ))}
        {running && <line class="present" x1={`${place(scale, nowSeconds)}%`} x2={`${place(scale, nowSeconds)}%`} y1={0} y2={height} />}
      </svg>
      <figcaption>
        <span class="key planned">planned</span>
        <span class="key stopping">stopping</span>
        <span class="key gone">off</span>
        <span class="key late">late</span>
        <span class="key battery">charge</span>
        {empty !== undefined && <span class="key foretold">foretold, empty at +{duration(empty)}</span>}
        <p>
          Times count from its beginning. <a href={`/api/v1/outages/${encodeURIComponent(report.id)}/report.svg`}>As a picture</a>; in words:{" "}
          <code>homelab outage report {report.id}</code>
        </p>
        {report.findings.length > 0 && report.state !== "Running" && (
          <ul class="sentences">
            {report.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        )}
      </figcaption>
    </figure>
  );
}

function Row({ step, scale, top, last }: { step: ReportStep; scale: Scale; top: number; last: number }) {
  const off = step.offSeconds;
  const ended = known(off) ? off : last;
  return (
    <g class="row" role="img" aria-label={sentence(step)}>
      <title>{sentence(step)}</title>
      <text x="0" y={top + 12}>
        {step.service ? `${step.service} on ${step.node}` : step.node}
      </text>
      {known(step.plannedStartSeconds) && known(step.plannedOffSeconds) && (
        <Span class="planned" scale={scale} from={step.plannedStartSeconds} to={step.plannedOffSeconds} y={top + 16} height={6} />
      )}
      {known(step.orderedSeconds) && <Span class="stopping" scale={scale} from={step.orderedSeconds} to={ended} y={top + 23} height={8} />}
      {known(off) && <Span class="gone" scale={scale} from={off} to={scale.to} y={top + 23} height={8} />}
      {known(step.lateSeconds) && <circle class="late" cx={`${place(scale, step.silentSeconds ?? ended)}%`} cy={top + 27} r={5} />}
    </g>
  );
}

function Span(props: { class: string; scale: Scale; from: number; to: number; y: number; height: number }) {
  const from = place(props.scale, props.from);
  return <rect class={props.class} x={`${from}%`} y={props.y} width={`${Math.max(0.4, place(props.scale, props.to) - from)}%`} height={props.height} />;
}

function Battery({ feed, scale, top, empty, now }: { feed: ReportFeed; scale: Scale; top: number; empty: number | undefined; now: number }) {
  const inner = feedHeight - 22;
  const points = curve(feed, scale, wide, inner);
  const ahead = forecast(feed, scale, now, empty, wide, inner);
  return (
    <g class="battery">
      <text x="0" y={top + 14}>
        {feed.feed}
      </text>
      <svg x="0" y={top + 18} width="100%" height={inner} viewBox={`0 0 ${wide} ${inner}`} preserveAspectRatio="none" aria-hidden="true">
        <line class="floor" x1={0} x2={wide} y1={inner} y2={inner} />
        {points && <polyline class="charge" points={points} />}
        {ahead && <polyline class="foretold" points={ahead} />}
      </svg>
    </g>
  );
}

const markWords: Readonly<Record<string, string>> = { FeedCommitted: "commit", MainsBack: "mains back", MainsLostAgain: "gone again", OutageEnded: "over" };

function Mark({ mark, at, line, height }: { mark: ReportMark; at: number; line: number; height: number }) {
  return (
    <g class={`marked ${mark.transition}`} role="img" aria-label={`+${duration(mark.atSeconds)}: ${mark.sentence}`}>
      <title>{`+${duration(mark.atSeconds)}: ${mark.sentence}`}</title>
      <line x1={`${at}%`} x2={`${at}%`} y1={0} y2={height} />
      <text x={`${at}%`} y={height - 6 - line * 13} dx={at > 85 ? -4 : 4} text-anchor={at > 85 ? "end" : "start"}>
        {markWords[mark.transition] ?? mark.transition}
      </text>
    </g>
  );
}

function sentence(step: ReportStep): string {
  const name = step.service ? `${step.service} on ${step.node}` : step.node;
  const at = (seconds: number | null | undefined, word: string) => (known(seconds) ? `, ${word} +${duration(seconds)}` : "");
  const late = known(step.lateSeconds) ? `; late by ${duration(step.lateSeconds)}: ${step.lateWhy}` : "";
  return `${name}${at(step.plannedStartSeconds, "planned")}${at(step.plannedOffSeconds, "to")}${at(step.orderedSeconds, "ordered")}${at(step.silentSeconds, "silent")}${at(step.offSeconds, "off")}${late}`;
}
