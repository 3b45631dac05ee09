import type { Explanation } from '../../explaining/explanation.js';

/** One rule of a table, as `SeoGuard.rules()` lists it. */
export interface AuditedRule {
  /** The pattern as it was written: `/share{/*path}`. */
  readonly path: string;
  /** For people: `rule /share{/*path}`. */
  readonly source: string;
  /** As an `X-Robots-Tag` value; empty for an indexable path. */
  readonly robots: string;
  readonly sensitive: boolean;
  /** Whether it lifts what other rules say about caches. @default false */
  readonly cacheable?: boolean;
}

/** What a service says of its own paths. `SeoGuard` is one; {@link statedTable} makes one of data. */
export interface AuditedTable {
  /** What holds for a URL or path. */
  explain(url: string): Explanation;
  /** Every rule of the table. */
  rules(): readonly AuditedRule[];
}
