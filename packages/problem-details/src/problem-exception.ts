import { HttpException } from '@nestjs/common';
import type { LocalizedText, ProblemDefinition } from './registry/problem-definition.js';
import type { FieldError } from './validation/field-error.js';

/** What is special about one occurrence of a problem. */
export interface ProblemOccurrence<X extends object = Readonly<Record<string, unknown>>> {
  /** Words about this occurrence, for the client. Ignored for a 5xx. @default the definition's or the status's own */
  readonly detail?: string | LocalizedText;
  /** Further members of the body, JSON-serialisable. @default those of the definition */
  readonly extensions?: X;
  /** Broken rules of single values: the `errors` member. @default none */
  readonly errors?: readonly FieldError[];
  /** Response headers, for example `Retry-After`, `WWW-Authenticate` or `Allow`. @default those of the definition */
  readonly headers?: Readonly<Record<string, string>>;
  /** Logged for a 5xx, never sent. The definition's functions are called with it when it is an instance of their `error`. */
  readonly cause?: unknown;
}

/**
 * The second argument of {@link ProblemException}. Where a definition's extensions are typed, an occurrence brings exactly
 * those, or as its `cause` the domain error that the definition reads them from.
 */
export type OccurrenceOf<K> =
  K extends ProblemDefinition<infer E, infer X>
    ? Partial<X> extends X
      ? [occurrence?: ProblemOccurrence<X>]
      : [occurrence: ProblemOccurrence<X> & (ReadsExtensions<E, X> | { readonly extensions: X })]
    : [occurrence?: ProblemOccurrence];

type ReadsExtensions<E, X> = unknown extends E
  ? { readonly extensions: X }
  : { readonly cause: E; readonly extensions?: never };

/**
 * A problem to be thrown from anywhere in a Nest application: one of a definition, or the generic one of a status.
 * An `HttpException`, so filters and libraries that know only Nest still see the right status.
 *
 * @typeParam K the definition, which says what the occurrence has to bring
 */
export class ProblemException<
  K extends ProblemDefinition | number = ProblemDefinition | number,
> extends HttpException {
  /** The definition it was made of; undefined for the generic problem of a status. */
  readonly definition: ProblemDefinition | undefined;
  /** What is special about this occurrence. */
  readonly occurrence: ProblemOccurrence;

  constructor(kind: K, ...[occurrence = {}]: OccurrenceOf<K>) {
    const given: ProblemDefinition | number = kind;
    const definition = typeof given === 'number' ? undefined : given;
    const status = typeof given === 'number' ? given : given.status;
    const name = definition?.slug ?? `status ${status}`;
    super(name, status, occurrence.cause === undefined ? {} : { cause: occurrence.cause });
    this.definition = definition;
    this.occurrence = occurrence as ProblemOccurrence;
  }
}
