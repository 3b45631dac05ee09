/** What is decided about a path, and which rules decided it. */
export interface Explanation {
  /** The path that was asked for, without query and fragment. */
  readonly path: string;
  /** The one `X-Robots-Tag` value of its responses, unless the application makes it stricter; empty for none. */
  readonly robots: string;
  /** Whether any crawler may index it. */
  readonly indexable: boolean;
  /** Whether its responses are kept out of caches and referrers. */
  readonly sensitive: boolean;
  /** Every rule that had a say, the ones that restrict first. */
  readonly rules: readonly DecidingRule[];
}

/** One rule of the table, by where it was declared. */
export interface DecidingRule {
  /** For people: `rule /share{/*path}`, `@NoIndex() ResultsController.result`, `environment staging`, `unmatched path`. */
  readonly source: string;
  /** What it alone says, as an `X-Robots-Tag` value; empty for an indexable path. */
  readonly robots: string;
  readonly sensitive: boolean;
}
