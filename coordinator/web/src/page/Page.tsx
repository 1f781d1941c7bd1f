import { useEffect } from "preact/hooks";
import { type LabView, elapsed, freshness, isAdmin } from "../live/labView";
import { LabClock } from "../text/clock";
import { healthWord, isDying, reason } from "../text/states";
import { Audit } from "./Audit";
import { Banners } from "./Banners";
import { Because } from "./Because";
import { Events } from "./Events";
import { Feeds } from "./Feeds";
import { Nodes } from "./Nodes";
import { OutageSection } from "./OutageSection";
import { PlanSection } from "./PlanSection";
import { Services } from "./Services";
import { SignIn, SignedIn } from "./SignIn";
import { StateWord } from "./StateWord";

export interface Moment {
  clock: LabClock;
  nowWallMs: number;
}

export function Page({ view, now, nowWallMs }: { view: LabView; now: number; nowWallMs: number }) {
  const fresh = freshness(view, now);
  const status = view.asksWho ? undefined : view.status?.value;
  const moment: Moment = { clock: new LabClock(status?.timeZone ?? ""), nowWallMs };
  const title = pageTitle(view, fresh.lost);
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <>
      <header class="top">
        <h1>
          {status ? status.lab : "Homelab"} {status && <StateWord word={fresh.lost ? { text: "UNKNOWN", tone: "unknown" } : healthWord(status.health)} />}
        </h1>
        {status && !fresh.lost && <span class={`mode ${status.mode === "armed" ? "armed" : ""}`}>{status.mode ? `mode ${status.mode}` : "mode unknown"}</span>}
        {status && <Because text={fresh.lost ? `was ${healthWord(status.health).text} when last heard` : reason(status.health)} />}
      </header>
      {view.asksWho && <SignIn />}
      {!view.asksWho && <Banners view={view} fresh={fresh} moment={moment} />}
      <main class={fresh.lost ? "stale" : undefined} hidden={view.asksWho}>
        {status && !view.asksWho && view.status && (
          <>
            {view.outage && <OutageSection answer={view.outage} report={view.report} now={now} moment={moment} />}
            <Feeds feeds={status.feeds} elapsed={elapsed(view.status, now)} />
            {view.plan && <PlanSection answer={view.plan} now={now} moment={moment} running={status.outageId !== ""} />}
            <Nodes nodes={status.nodes} elapsed={elapsed(view.status, now)} moment={moment} />
            <Services services={status.services} />
          </>
        )}
        <Events events={view.events} live={view.eventsLive} moment={moment} />
        {isAdmin(view) && <Audit moment={moment} />}
      </main>
      <footer>
        {status && (
          <p>
            {status.labFile?.path ? `Lab file ${status.labFile.path}, loaded ${moment.clock.full(status.labFile.loadedWallMs)}. ` : ""}
            Coordinator {status.version || "of unknown version"}. Times in {moment.clock.zone}.
          </p>
        )}
        {view.person && !view.person.noUsers && !view.asksWho && <SignedIn person={view.person} />}
        <p>The same in a terminal: homelab status, plan, outage show, watch.</p>
      </footer>
    </>
  );
}

function pageTitle(view: LabView, lost: boolean): string {
  const status = view.status?.value;
  const lab = status?.lab ?? "Homelab";
  if (view.asksWho) {
    return "Sign in - Homelab";
  }

  if (lost) {
    return `LOST - ${lab}`;
  }

  return status?.feeds.some(isDying) ? `ON BATTERY - ${lab}` : `${healthWord(status?.health).text} - ${lab}`;
}
