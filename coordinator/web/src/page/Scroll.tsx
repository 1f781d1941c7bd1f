import type { ComponentChildren } from "preact";

/** A wide table scrolls within itself, by keyboard too, and never the whole page. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" role="region" aria-label={`${label}, table`} tabIndex={0}>
      {children}
    </div>
  );
}
