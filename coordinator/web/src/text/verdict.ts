import type { Plan } from "../api/types";
import { duration } from "./duration";
import { namesOf } from "./feeds";
import { known } from "./quantity";
import type { Tone } from "./states";

export interface Verdict {
  word: string;
  tone: Tone;
  sentence: string;
}

/** Whether the plan fits the time: the same words as `homelab plan`. */
export function verdict(plan: Plan): Verdict {
  const feeds = plan.dyingFeeds.length > 0 ? plan.dyingFeeds.join(", ") : "no feed";
  if (plan.steps.length === 0) {
    const why = plan.dyingFeeds.length === 0 ? "this plan has no dying feed and no step." : `no node loses its last feed when ${feeds} dies.`;
    return { word: "NOTHING STOPS", tone: "plain", sentence: why };
  }

  const nodes = plan.steps.length === 1 ? "1 node stops" : `${plan.steps.length} nodes stop`;
  if (plan.asked) {
    return { word: "AS ASKED", tone: "plain", sentence: `an operator asked for ${namesOf(plan.dyingFeeds)}: no battery ends, and each stops as soon as it may. ${nodes}.` };
  }

  const needs = `this plan needs ${duration(Math.ceil(plan.neededSeconds))}, grace and margin included`;
  if (!known(plan.runtimeSeconds)) {
    return { word: "UNKNOWN", tone: "unknown", sentence: `${needs}, and nobody knows how long ${plan.dyingFeeds.join(" and ")} ${plan.dyingFeeds.length === 1 ? "lasts" : "last"}. ${nodes}.` };
  }

  const gives = `${needs}, the battery gives ${duration(Math.floor(plan.runtimeSeconds))}`;
  return plan.feasible
    ? { word: "FITS", tone: "good", sentence: `${gives}. Dying: ${feeds}; ${nodes}.` }
    : {
        word: "DOES NOT FIT",
        tone: "alarm",
        sentence: `${gives}: ${duration(Math.ceil(plan.shortfallSeconds))} are lacking. Dying: ${feeds}; ${nodes}.`,
      };
}
