/** How many of `n` were hit: failed, were slow, were worse than a threshold. */
export interface Counts {
  readonly n: number;
  readonly hits: number;
}

/** Before anything was counted. */
export const NOTHING: Counts = { n: 0, hits: 0 };

/** Both together. */
export function plus(a: Counts, b: Counts): Counts {
  return { n: a.n + b.n, hits: a.hits + b.hits };
}

/** The share of hits; 0 where nothing was counted. */
export function share({ n, hits }: Counts): number {
  return n === 0 ? 0 : hits / n;
}
