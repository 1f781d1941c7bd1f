import { useEffect, useRef, useState } from "preact/hooks";
import type { AuditLine, AuditLines, AuditVerdict } from "../api/types";
import { type Told, repeat } from "../live/poll";
import { mostLines, older, outcomeWord, proof } from "../text/audit";
import type { Moment } from "./Page";
import { StateWord } from "./StateWord";

const everyMs = { lines: 15_000, verdict: 60_000 };
const atOnce = 50;

/** What was heard last, and when; what was read before stays where the last question failed. */
interface Heard<T> {
  value?: T;
  atWallMs: number;
  trouble: string;
}

function after<T>(before: Heard<T> | undefined, told: Told<T>): Heard<T> {
  return told.ok ? { value: told.value, atWallMs: Date.now(), trouble: "" } : { atWallMs: 0, ...before, trouble: told.trouble };
}

/** Asks as long as it stands on the page, and only an admin has it there. */
export function Audit({ moment }: { moment: Moment }) {
  const [asked, setAsked] = useState(atOnce);
  const [lines, setLines] = useState<Heard<AuditLines>>();
  const [verdict, setVerdict] = useState<Heard<AuditVerdict>>();
  useEffect(() => repeat<AuditLines>(`api/v1/audit?last=${asked}`, everyMs.lines, (told) => setLines((before) => after(before, told))), [asked]);
  useEffect(() => repeat<AuditVerdict>("api/v1/audit/verdict", everyMs.verdict, (told) => setVerdict((before) => after(before, told))), []);

  return (
    <section aria-labelledby="audit">
      <h2 id="audit">Audit log</h2>
      <p class="basis">Who did what, the newest first.</p>
      <Chain heard={verdict} moment={moment} />
      <div role="status">{lines?.trouble && <Unknown what="the newest lines" heard={lines} moment={moment} />}</div>
      {!lines && <p>Asking the coordinator…</p>}
      {lines?.value && <Lines entries={lines.value.entries} asked={asked} more={setAsked} moment={moment} />}
    </section>
  );
}

function Chain({ heard, moment }: { heard: Heard<AuditVerdict> | undefined; moment: Moment }) {
  const verdict = heard?.value;
  return (
    <>
      {/* A live region tells the verdict when it changes; its sentence has another hash after each line and would be read out too often. */}
      <p class="whole">
        <span role="status">{verdict && <StateWord word={verdict.holds ? { text: "HOLDS", tone: "good" } : { text: "BROKEN", tone: "alarm" }} />}</span>{" "}
        {verdict && `${verdict.sentence} (Read ${moment.clock.show(heard.atWallMs, moment.nowWallMs)}.)`}
      </p>
      <div role="status">{heard?.trouble && <Unknown what="whether its chain holds" heard={heard} moment={moment} />}</div>
    </>
  );
}

function Unknown({ what, heard, moment }: { what: string; heard: Heard<unknown>; moment: Moment }) {
  return (
    <p class="whole">
      <StateWord word={{ text: "unknown", tone: "unknown" }} />: {what}. {heard.trouble}
      {heard.value !== undefined && ` What stands here was read ${moment.clock.show(heard.atWallMs, moment.nowWallMs)}.`}
    </p>
  );
}

function Lines({ entries, asked, more, moment }: { entries: readonly AuditLine[]; asked: number; more: (count: number) => void; moment: Moment }) {
  const list = useRef<HTMLOListElement>(null);
  const [firstNew, setFirstNew] = useState<number>();
  useEffect(() => {
    // The keyboard and the reader go on where the older ones begin.
    if (firstNew !== undefined && entries.length > firstNew) {
      (list.current?.children[firstNew] as HTMLElement | undefined)?.focus();
      setFirstNew(undefined);
    }
  }, [entries.length, firstNew]);
  if (entries.length === 0) {
    return <p>Nothing was changed and nothing was ordered yet.</p>;
  }

  const next = older(asked, entries, atOnce);
  const showOlder = (count: number) => {
    setFirstNew(entries.length);
    more(count);
  };
  return (
    <>
      <ol class="log" reversed ref={list}>
        {entries.toReversed().map((line) => (
          <li key={`${line.number} ${line.at} ${line.what}`} tabIndex={-1}>
            <Line line={line} moment={moment} />
          </li>
        ))}
      </ol>
      {next !== undefined && (
        <button type="button" onClick={() => showOlder(next)}>
          Older
        </button>
      )}
      {asked >= mostLines && (entries[0]?.number ?? 1) > 1 && <p class="basis">What is older stands in the coordinator's audit.log.</p>}
    </>
  );
}

/** Words of others stand each in their own direction, so that none turns around what stands beside it. */
function Line({ line, moment }: { line: AuditLine; moment: Moment }) {
  return (
    <>
      <span class="basis">{line.number}</span> <time>{moment.clock.show(Date.parse(line.at), moment.nowWallMs)}</time>{" "}
      <StateWord word={outcomeWord(line.outcome)} />{" "}
      <strong>
        <bdi>{line.who}</bdi>
      </strong>
      <bdi>{proof(line)}</bdi>: <code>{line.what}</code> <bdi>{line.detail}</bdi>
      {line.outcome !== "done" && (
        <>
          : <bdi>{line.outcome}</bdi>
        </>
      )}
    </>
  );
}
