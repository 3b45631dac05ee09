/** A language problems are written in. */
export type Language = 'ko' | 'en';

/** One text in every language. */
export type LocalizedText = Readonly<Record<Language, string>>;

/**
 * A function of the domain error. Written as a method so that its parameter is bivariant: an array that mixes definitions
 * of different errors fits `readonly ProblemDefinition[]`; `error` is what proves the argument's class at run time.
 */
export type FromError<E, T> = { call(error: E): T }['call'];

/**
 * One kind of problem (RFC 9457 section 4) as plain data. The type is structural on purpose: a domain package exports
 * objects of this shape without importing this one.
 *
 * @typeParam E the domain error the definition represents
 */
export interface ProblemDefinition<E = unknown> {
  /** Last segment of the type URI, kebab-case; stable, because clients compare the URI. */
  readonly slug: string;
  /** Type URI that somebody else assigned, such as IANA; absolute. @default the registry's `baseUri` + `slug` */
  readonly type?: string;
  /** HTTP status, 400..599. */
  readonly status: number;
  /** Short and constant summary of the kind of problem. */
  readonly title: LocalizedText;
  /**
   * The class of domain error that becomes this problem wherever it is thrown. The nearest class wins, so a definition
   * for a base class catches what its subclasses do not define. @default none: thrown by `ProblemException` only
   */
  readonly error?: abstract new (...args: never[]) => E;
  /**
   * What happened this time and what to do next: a text, or a function of the error. A function needs `error`, and is not
   * called for a 5xx: its detail is constant. @default a general sentence for the status
   */
  readonly detail?: LocalizedText | FromError<E, LocalizedText>;
  /**
   * Further members of the body, JSON-serialisable, snake_case. Names of RFC 9457 members, `request_id` and `trace_id`
   * are ignored. Needs `error`; not called for a 5xx. @default none
   */
  readonly extensions?: FromError<E, Readonly<Record<string, unknown>>>;
  /** Response headers such as `Retry-After` or `WWW-Authenticate`. @default none */
  readonly headers?: Readonly<Record<string, string>> | FromError<E, Readonly<Record<string, string>>>;
}

/** Types a problem definition: the parameter of `detail`, `extensions` and `headers` is inferred from `error`. */
export function defineProblem<E = unknown>(definition: ProblemDefinition<E>): ProblemDefinition<E> {
  return definition;
}
