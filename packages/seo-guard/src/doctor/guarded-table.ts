/** What the doctor knows of the table, without the lock of an environment: a mistake shows on staging, too. */
export interface GuardedTable {
  readonly rules: readonly GuardedPattern[];
  /** The first thing that keeps a crawler from indexing a path, told as in an explanation; undefined for none. */
  noindexBy(target: string, crawlers: readonly string[]): string | undefined;
}

/** A rule of the table. */
export interface GuardedPattern {
  /** As routes are written. */
  readonly path: string;
  /** For people, as in an explanation. */
  readonly source: string;
  /** As an `X-Robots-Tag` value. */
  readonly robots: string;
}
