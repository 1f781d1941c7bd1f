import type { FeedStatus } from "../api/types";
import { age, known, percent, span } from "../text/quantity";
import { feedWord, feedsByUrgency, isDying, isMains } from "../text/states";
import { Because } from "./Because";
import { Facts } from "./Facts";
import { StateWord } from "./StateWord";

export function Feeds({ feeds, elapsed }: { feeds: readonly FeedStatus[]; elapsed: number }) {
  return (
    <section aria-labelledby="feeds">
      <h2 id="feeds">Feeds</h2>
      {feeds.length === 0 && <p>The lab file declares none: nothing is known about the power.</p>}
      <ul class="cards">
        {feedsByUrgency(feeds).map((feed) => (
          <li key={feed.name} class={`card ${feedWord(feed).tone}`}>
            <h3>
              {feed.name} <StateWord word={feedWord(feed)} />
            </h3>
            <Because text={feed.detail} />
            {isMains(feed) ? <Because text="The mains, without a battery." /> : <Battery feed={feed} elapsed={elapsed} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Battery({ feed, elapsed }: { feed: FeedStatus; elapsed: number }) {
  return (
    <>
      <Facts
        facts={[
          [isDying(feed) ? "Left" : "Would last", `${span(feed.runtimeSeconds)}${feed.runtimeBasis ? ` (${feed.runtimeBasis})` : ""}`],
          ["Charge", percent(feed.chargePercent)],
          ["Load", percent(feed.loadPercent)],
          ...(known(feed.onBatterySeconds) ? ([["On battery for", span(feed.onBatterySeconds + elapsed)]] as const) : []),
          ...(feed.battery?.replaceBy ? ([["Replace the battery by", feed.battery.replaceBy]] as const) : []),
          ...(feed.battery?.selfTest ? ([["Self-test", feed.battery.selfTest]] as const) : []),
          ["Read", `${age(feed.ageSeconds, elapsed)} from ${feed.source}${feed.rawStatus ? `, "${feed.rawStatus}"` : ""}`],
        ]}
      />
      {feed.rejected.map((rejected) => (
        <Because key={rejected} text={`Not believed: ${rejected}`} />
      ))}
    </>
  );
}
