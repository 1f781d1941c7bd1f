import type { Plan, PlanStep } from "../api/types";
import { duration } from "../text/duration";
import { known } from "../text/quantity";

/** Places on a line from 0 to 100, in percent of its width. */
export interface Bar {
  start: number;
  stopped: number;
  finishBy: number;
}

export interface Scale {
  from: number;
  to: number;
}

export function scaleOf(plan: Plan): Scale {
  const starts = [...plan.steps, ...plan.services].map((step) => step.startSeconds);
  const ends = plan.steps.flatMap((step) => [step.finishBySeconds, step.startSeconds + step.durationSeconds]);
  const from = Math.min(0, ...starts);
  const to = Math.max(from + 1, ...ends, known(plan.runtimeSeconds) ? plan.runtimeSeconds : 0);
  return { from, to };
}

export function place(scale: Scale, seconds: number): number {
  const ratio = (seconds - scale.from) / (scale.to - scale.from);
  return Number.isFinite(ratio) ? Math.min(100, Math.max(0, ratio * 100)) : 100;
}

export function barOf(scale: Scale, step: PlanStep): Bar {
  const stopped = place(scale, step.startSeconds + step.durationSeconds);
  return { start: place(scale, step.startSeconds), stopped, finishBy: Math.max(stopped, place(scale, step.finishBySeconds)) };
}

/** A handful of round moments for the axis. */
export function ticks(scale: Scale): { at: number; label: string }[] {
  const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];
  const span = scale.to - scale.from;
  const step = steps.find((candidate) => span / candidate <= 5) ?? span / 4;
  const found = [];
  for (let seconds = Math.ceil(scale.from / step) * step; seconds <= scale.to - span * 0.04; seconds += step) {
    found.push({ at: place(scale, seconds), label: seconds === 0 ? "now" : duration(seconds) });
  }

  return found;
}
