/** A reason under a heading; nothing where there is none. */
export function Because({ text }: { text: string }) {
  return text ? <p class="because">{text}</p> : null;
}
