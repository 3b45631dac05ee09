import type { FromMembers, ProblemMembers } from './problem-members.js';

/** A language problems are written in, as a BCP 47 tag: `en` and `ko` are included, others come from the application. */
export type Language = 'ko' | 'en' | (string & {});

/** One text in every language; languages other than these two where the application offers them. */
export type LocalizedText = {
  readonly ko: string;
  readonly en: string;
} & Readonly<Partial<Record<string, string>>>;

/**
 * A function of the domain error. Written as a method so that its parameter is bivariant: an array that mixes definitions
 * of different errors fits `readonly ProblemDefinition[]`; `error` is what proves the argument's class at run time.
 */
export type FromError<E, T> = {
  /** What follows from the error. */
  call(error: E): T;
}['call'];

/** What a definition says, apart from its name. */
export interface ProblemKind<E = unknown, X extends object = object> {
  /** HTTP status, 400..599. */
  readonly status: number;
  /** Short and constant summary of the kind of problem (RFC 9457 section 3.1.3). */
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
  readonly extensions?: FromError<E, X>;
  /** Response headers such as `Retry-After` or `WWW-Authenticate`. @default none */
  readonly headers?: Readonly<Record<string, string>> | FromError<E, Readonly<Record<string, string>>>;
  /** The extension members described, for the page of the problem and for OpenAPI. @default none described */
  readonly members?: ProblemMembers;
  /** What happened, on the page of the problem. @default a constant `detail`, else a general sentence for the status */
  readonly description?: LocalizedText;
  /** What the reader can do, on the page of the problem. @default a general sentence for the status */
  readonly solution?: LocalizedText;
  /** Extension members of the example on the page of the problem. @default none */
  readonly example?: Partial<X>;
  /** True for a problem that is no longer answered with; its page stays and says so. @default false */
  readonly deprecated?: boolean;
}

/**
 * One kind of problem (RFC 9457 section 4) as plain data. The type is structural on purpose: a domain package exports
 * objects of this shape without importing this one.
 *
 * @typeParam E the domain error the definition represents
 * @typeParam X the extension members of an occurrence; `object` when the definition does not say
 */
export interface ProblemDefinition<E = unknown, X extends object = object> extends ProblemKind<E, X> {
  /** The name in this application, kebab-case and stable; without a `type`, the last segment of the type URI. */
  readonly slug: string;
  /** The type URI where it is not `baseUri` + `slug`: absolute, and not `about:blank`. @default `baseUri` + `slug` */
  readonly type?: string;
}

/** How a definition is named: by a slug below `baseUri`, or by a type URI of its own. */
export type ProblemName =
  { readonly slug: string; readonly type?: string } | { readonly type: string; readonly slug?: string };

/**
 * Types a problem definition: the parameter of `detail`, `extensions` and `headers` is inferred from `error`, the
 * extensions of an occurrence from `extensions`, else from the schemas of `members`. With a `type` alone, the slug is the
 * last part of it.
 */
export function defineProblem<
  E = unknown,
  const M extends ProblemMembers = ProblemMembers,
  X extends object = FromMembers<M>,
>(definition: ProblemName & Definable<E, M, X>): ProblemDefinition<E, X> {
  const slug = definition.slug ?? slugOfType(definition.type);
  return { ...(definition as ProblemKind<E, X>), slug };
}

/** {@link ProblemKind} with the places to infer its types from. */
interface Definable<E, M extends ProblemMembers, X extends object> extends Omit<
  ProblemKind<E, X>,
  'example' | 'members'
> {
  readonly members?: M;
  readonly example?: NoInfer<Partial<X>>;
}

function slugOfType(type: string | undefined): string {
  const [, last] = /([a-z0-9]+(?:-[a-z0-9]+)*)\/?$/i.exec(type ?? '') ?? [];
  return last?.toLowerCase() ?? '';
}
