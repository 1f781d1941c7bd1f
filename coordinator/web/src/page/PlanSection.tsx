import type { FeedBudget, Plan, PlanStep } from "../api/types";
import { type Answer, elapsed } from "../live/labView";
import { duration } from "../text/duration";
import { known } from "../text/quantity";
import { compare } from "../text/states";
import { verdict } from "../text/verdict";
import type { Moment } from "./Page";
import { Scroll } from "./Scroll";
import { StateWord } from "./StateWord";
import { Timeline } from "./Timeline";

export function PlanSection({ answer, now, moment, running }: { answer: Answer<Plan>; now: number; moment: Moment; running: boolean }) {
  const plan = answer.value;
  const judged = verdict(plan);
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">{running ? "The plan in force" : "If the power goes now"}</h2>
      <p>
        <StateWord word={{ text: judged.word, tone: judged.tone }} /> {judged.sentence}
      </p>
      <Sentences heading="The independent check found" sentences={plan.findings} tone="alarm" />
      <Sentences
        heading="Orders given up"
        sentences={plan.dropped.map((edge) => `${edge.from} before ${edge.to}: ${edge.reason}`)}
        tone="warning"
      />
      {plan.steps.length > 0 && (
        <>
          <Timeline plan={plan} />
          <Steps plan={plan} />
          <Services plan={plan} />
        </>
      )}
      <Sentences heading="What the order wants of each battery" sentences={plan.asked ? [] : plan.budgets.map(budget)} tone="plain" />
      <Sentences heading="Notes" sentences={plan.notes} tone="plain" />
      <p class="basis">
        Plan {plan.generation}, made {moment.clock.show(plan.madeWallMs, moment.nowWallMs)}; told {duration(elapsed(answer, now))} ago, and times count from
        then.
      </p>
    </section>
  );
}

function Steps({ plan }: { plan: Plan }) {
  const targets = new Map(plan.steps.map((step) => [step.id, step.target]));
  const given = new Set(plan.dropped.map((edge) => `${edge.from} ${edge.to}`));
  const after = (step: PlanStep) => step.after.map((id) => targets.get(id) ?? id).filter((name) => !given.has(`${name} ${step.target}`));
  return (
    <Scroll label="Steps of the plan">
      <table>
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Starts</th>
            <th scope="col">Latest</th>
            <th scope="col">Off by</th>
            <th scope="col">Takes</th>
            <th scope="col">Kind</th>
            <th scope="col">After</th>
            <th scope="col">Bound by</th>
          </tr>
        </thead>
        <tbody>
          {inOrder(plan).map((step) => (
            <tr key={step.id}>
              <th scope="row">{step.target}</th>
              <td>{offset(step.startSeconds)}</td>
              <td>{offset(step.latestStartSeconds)}</td>
              <td>{offset(step.finishBySeconds)}</td>
              <td>{duration(step.durationSeconds)}</td>
              <td>{step.kind}</td>
              <td>{after(step).join(", ") || "nothing"}</td>
              <td class="why">{step.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Services({ plan }: { plan: Plan }) {
  return plan.services.length === 0 ? null : (
    <Scroll label="Services of the plan">
      <table>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Node</th>
            <th scope="col">Stops</th>
            <th scope="col">Takes</th>
            <th scope="col">Why then</th>
          </tr>
        </thead>
        <tbody>
          {plan.services.map((step) => (
            <tr key={step.id}>
              <th scope="row">{step.service}</th>
              <td>{step.node}</td>
              <td>{offset(step.startSeconds)}</td>
              <td>{duration(step.durationSeconds)}</td>
              <td class="why">{step.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function budget(of: FeedBudget): string {
  return `${of.feed}: ${duration(Math.ceil(of.neededSeconds))} of ${known(of.givenSeconds) ? duration(Math.floor(of.givenSeconds)) : "a runtime that nobody knows"}`;
}

export function inOrder(plan: Plan) {
  return plan.steps.toSorted((left, right) => left.startSeconds - right.startSeconds || compare(left.target, right.target));
}

export function offset(seconds: number): string {
  return seconds < 0 ? `${duration(-seconds)} ago` : `in ${duration(seconds)}`;
}

function Sentences({ heading, sentences, tone }: { heading: string; sentences: readonly string[]; tone: string }) {
  return sentences.length === 0 ? null : (
    <>
      <h3>{heading}</h3>
      <ul class={`sentences ${tone}`}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
