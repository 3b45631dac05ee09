/** A set of paths with their query, percent-encoded as robots.txt compares them. */
export interface Language {
  /** Characters that it tells apart from others. */
  readonly alphabet: readonly string[];
  /** Before the first character. */
  begin(): Reader;
}

/** Where the reading of a path is; never changes. */
export interface Reader {
  /** Readers with the same key accept the same from here on. */
  readonly key: string;
  /** Whether the path that ends here belongs to the language. */
  readonly accepts: boolean;
  /** What is certain, whatever comes after: it never accepts again, or always does. */
  readonly fate: 'open' | 'never' | 'always';
  read(character: string): Reader;
}
