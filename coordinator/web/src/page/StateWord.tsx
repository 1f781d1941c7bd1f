import type { Word } from "../text/states";

const marks = { good: "●", plain: "○", quiet: "◌", warning: "▲", alarm: "■", unknown: "?" } as const;

/** A state as a word with a mark of its own shape: readable without any colour. */
export function StateWord({ word }: { word: Word }) {
  return (
    <span class={`state ${word.tone}`}>
      <span class="mark" aria-hidden="true">
        {marks[word.tone]}
      </span>
      {word.text}
    </span>
  );
}
