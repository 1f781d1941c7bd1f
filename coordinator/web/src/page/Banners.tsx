import type { ComponentChildren } from "preact";
import type { FeedStatus } from "../api/types";
import type { Freshness, LabView } from "../live/labView";
import { duration } from "../text/duration";
import { span } from "../text/quantity";
import { feedsByUrgency, feedWord, isDying, isMains, phaseWord } from "../text/states";
import type { Moment } from "./Page";

/** What must be known before anything else is read; the most urgent first. */
export function Banners({ view, fresh, moment }: { view: LabView; fresh: Freshness; moment: Moment }) {
  return (
    <div class="banners">
      {/* A live region that is always there, so that a change is read out; the seconds stand outside of it. */}
      <div role="alert">{fresh.lost && <Lost view={view} fresh={fresh} />}</div>
      {!view.status && !fresh.lost && <Banner tone="plain">Asking the coordinator…</Banner>}
      <div class={fresh.lost ? "stale" : undefined}>
        <Conditions view={view} moment={moment} />
      </div>
    </div>
  );
}

function Conditions({ view, moment }: { view: LabView; moment: Moment }) {
  const status = view.status?.value;
  const dying = status ? feedsByUrgency(status.feeds.filter(isDying)) : [];
  return (
    <>
      <div role="status">
        {dying.map((feed) => (
          <Banner key={feed.name} tone="alarm">
            <strong>{feedWord(feed).text}</strong>: {feed.name} {onBattery(feed)}
          </Banner>
        ))}
        {status && status.outageId !== "" && status.outagePhase === "Returning" && (
          <Banner tone="warning">
            <strong>RETURN</strong>: outage {status.outageId} is over, and not everybody is on again.
          </Banner>
        )}
        {status && status.outageId !== "" && status.outagePhase !== "Returning" && (
          <Banner tone="alarm">
            <strong>OUTAGE</strong> {status.outageId} is running, {phaseWord(status.outagePhase)}.
          </Banner>
        )}
      </div>
      {status?.labFile?.notice && (
        <Banner tone="alarm">
          <strong>Lab file</strong>: {status.labFile.notice}
          {status.labFile.diagnostics.length > 0 && (
            <ul>
              {status.labFile.diagnostics.map((line) => (
                <li key={line}>
                  <code>{line}</code>
                </li>
              ))}
            </ul>
          )}
        </Banner>
      )}
      {status?.warnings.map((warning) => (
        <Banner key={warning} tone="warning">
          <strong>Warning</strong>: {warning}
        </Banner>
      ))}
      {status && status.mode !== "armed" && <Mode mode={status.mode} />}
      {status?.rotation && (
        <Banner tone="plain">
          <strong>Authority</strong>: it is being rotated since {moment.clock.show(status.rotation.sinceWallMs, moment.nowWallMs)}: {status.rotation.sentence}
        </Banner>
      )}
    </>
  );
}

function Lost({ view, fresh }: { view: LabView; fresh: Freshness }) {
  const leased = view.status?.value.mode === "armed" && view.status.value.feeds.some(isDying);
  const when = <span aria-live="off">{duration(fresh.silentSeconds)}</span>;
  return (
    <Banner tone="alarm">
      <strong>COORDINATOR LOST</strong>
      {fresh.everHeard ? (
        <>
          : last heard {when} ago. What stands below was true then, not now.
        </>
      ) : (
        <>: no answer since this page was opened, {when} ago.</>
      )}
      {view.trouble && ` The last question failed: ${view.trouble}.`}
      {leased && " Nodes on battery go down by their leases without it."}
    </Banner>
  );
}

function Mode({ mode }: { mode: string }) {
  return mode === "observe" ? (
    <Banner tone="plain">
      <strong>Observe mode</strong>: everything is computed and shown, nothing is stopped.
    </Banner>
  ) : (
    <Banner tone="unknown">
      <strong>Mode unknown</strong>: the coordinator did not say whether it would stop anything.
    </Banner>
  );
}

function Banner({ tone, children }: { tone: string; children: ComponentChildren }) {
  return <div class={`banner ${tone}`}>{children}</div>;
}

function onBattery(feed: FeedStatus): string {
  const since = feed.onBatterySeconds == null ? "" : `for ${duration(feed.onBatterySeconds)}, `;
  return isMains(feed) ? "the mains are gone." : `${since}${span(feed.runtimeSeconds)} left (${feed.runtimeBasis || "basis not given"}).`;
}
