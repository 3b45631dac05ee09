import type { Json } from '../domain/canonical-json.js';
import type { CoupleError } from '../domain/couple-error.js';
import type { LocalizedText } from '../domain/localized-text.js';

/** Written as a method, so that its parameter is bivariant and definitions of different errors fit one array. */
type FromError<E, T> = { call(error: E): T }['call'];

/** What an extension member holds. */
export interface CoupleProblemMember {
  readonly schema: { readonly [keyword: string]: Json };
  readonly description: LocalizedText;
  /** True where some occurrences lack it. @default false */
  readonly optional?: boolean;
}

/**
 * How one broken rule reads over HTTP (RFC 9457). Plain data: any problem library can map it by class, and calls
 * `detail` and `extensions` only with an instance of `error`.
 */
export interface CoupleProblem<E = CoupleError> {
  /** The last segment of the problem's type URI. */
  readonly slug: string;
  readonly status: number;
  readonly title: LocalizedText;
  readonly error: abstract new (...args: never[]) => E;
  /** Words about this occurrence, for the client. */
  readonly detail: LocalizedText | FromError<E, LocalizedText>;
  /** Extension members (RFC 9457 section 3.2). */
  readonly extensions?: FromError<E, { readonly [member: string]: Json }>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What happened, for those who read about the problem: true of every occurrence. */
  readonly description: LocalizedText;
  /** What the reader can do about it. */
  readonly solution: LocalizedText;
  /** The extension members as JSON Schema, for those who read about the problem. */
  readonly members?: { readonly [member: string]: CoupleProblemMember };
  /** Extension members of an example. */
  readonly example?: { readonly [member: string]: Json };
}

/** Infers the parameter of `detail` and `extensions` from `error`. */
export function define<E extends CoupleError>(definition: CoupleProblem<E>): CoupleProblem<E> {
  return definition;
}
