// Nodes that an operator asked to shut down stand beside the feeds as node:NAME.
const asked = "node:";

export function areAsked(feeds: readonly string[]): boolean {
  return feeds.length > 0 && feeds.every(isAsked);
}

export function namesOf(feeds: readonly string[]): string {
  return feeds.map((feed) => (isAsked(feed) ? feed.slice(asked.length) : feed)).join(", ") || "none";
}

/** Such as "feeds: rack-ups; asked for: server". */
export function told(feeds: readonly string[]): string {
  const nodes = feeds.filter(isAsked);
  const real = feeds.filter((feed) => !isAsked(feed));
  return [real.length > 0 || nodes.length === 0 ? `feeds: ${namesOf(real)}` : "", nodes.length > 0 ? `asked for: ${namesOf(nodes)}` : ""].filter(Boolean).join("; ");
}

function isAsked(feed: string): boolean {
  return feed.startsWith(asked);
}
