import { useState } from "preact/hooks";
import type { Plan, PlanStep, ServiceStep } from "../api/types";
import { duration } from "../text/duration";
import { known } from "../text/quantity";
import { inOrder, offset } from "./PlanSection";
import { type Scale, barOf, place, scaleOf, ticks } from "./timelineScale";

const rowHeight = 42;
const axisHeight = 22;

/** A bar a node, from its start to the moment by which it must be off, and below it one for each service that stops before. The table below says the same in words. */
export function Timeline({ plan }: { plan: Plan }) {
  const [chosen, choose] = useState<string>();
  const steps = inOrder(plan);
  const scale = scaleOf(plan);
  const bars = steps.length * rowHeight;
  const shown = steps.find((step) => step.id === chosen);
  return (
    <figure class="timeline">
      <svg width="100%" height={bars + axisHeight} role="group" aria-label="Timeline of the plan">
        {ticks(scale).map((tick) => (
          <g key={tick.label} class="tick" aria-hidden="true">
            <line x1={`${tick.at}%`} x2={`${tick.at}%`} y1={0} y2={bars} />
            <text x={`${tick.at}%`} y={bars + 16} dx={tick.at < 2 ? 0 : -10}>
              {tick.label}
            </text>
          </g>
        ))}
        {steps.map((step, row) => (
          <Row
            key={step.id}
            step={step}
            services={plan.services.filter((service) => service.node === step.target)}
            scale={scale}
            top={row * rowHeight}
            choose={choose}
            chosen={step.id === chosen}
          />
        ))}
        {known(plan.runtimeSeconds) && <End at={place(scale, plan.runtimeSeconds)} height={bars + axisHeight} />}
      </svg>
      <figcaption>
        <span class="key stopping">stopping</span>
        <span class="key hand">time in hand</span>
        {plan.services.length > 0 && <span class="key service">services stopping</span>}
        {known(plan.runtimeSeconds) ? (
          <span class="key end">first battery empty, {offset(plan.runtimeSeconds)}</span>
        ) : (
          !plan.asked && <span class="key">end of the battery unknown</span>
        )}
        <p class="chosen">{shown ? sentence(shown) : "Point at a bar, or go to it with Tab, to see what binds its start."}</p>
      </figcaption>
    </figure>
  );
}

function Row(props: { step: PlanStep; services: readonly ServiceStep[]; scale: Scale; top: number; chosen: boolean; choose: (id: string) => void }) {
  const { step, scale, top } = props;
  const bar = barOf(scale, step);
  const choose = () => props.choose(step.id);
  return (
    <g
      class={`row ${["shed", "alone"].includes(step.kind) ? step.kind : "commit"} ${props.chosen ? "chosen" : ""}`}
      role="img"
      aria-label={sentence(step)}
      tabIndex={0}
      onFocus={choose}
      onMouseEnter={choose}
      onClick={choose}
    >
      <title>{sentence(step)}</title>
      <rect class="hit" x="0" y={top} width="100%" height={rowHeight} />
      <text x="0" y={top + 15}>
        {step.target}
      </text>
      <rect class="hand" x={`${bar.stopped}%`} y={top + 25} width={`${bar.finishBy - bar.stopped}%`} height={6} />
      <rect class="stopping" x={`${bar.start}%`} y={top + 21} width={`${Math.max(0.6, bar.stopped - bar.start)}%`} height={14} rx="2" />
      {props.services.map((service) => (
        <rect
          key={service.id}
          class="service"
          x={`${place(scale, service.startSeconds)}%`}
          y={top + 37}
          width={`${Math.max(0.6, place(scale, service.startSeconds + service.durationSeconds) - place(scale, service.startSeconds))}%`}
          height={4}
        >
          <title>{`${service.service}: stops ${offset(service.startSeconds)}, takes ${duration(service.durationSeconds)}, ${service.reason}`}</title>
        </rect>
      ))}
    </g>
  );
}

function End({ at, height }: { at: number; height: number }) {
  return (
    <g class="end" aria-hidden="true">
      <line x1={`${at}%`} x2={`${at}%`} y1={0} y2={height} transform={at > 99 ? "translate(-2 0)" : ""} />
    </g>
  );
}

function sentence(step: PlanStep): string {
  return `${step.target}: starts ${offset(step.startSeconds)}, takes ${duration(step.durationSeconds)}, off by ${offset(step.finishBySeconds).replace(/^in /, "+")}. Bound by: ${step.reason}`;
}
