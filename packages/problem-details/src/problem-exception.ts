import { HttpException } from '@nestjs/common';
import type { LocalizedText, ProblemDefinition } from './problem-definition.js';
import type { FieldError } from './validation/field-error.js';

/** What is special about one occurrence of a problem. */
export interface ProblemOccurrence {
  /** Words about this occurrence, for the client. Ignored for a 5xx. @default the definition's or the status's own */
  readonly detail?: string | LocalizedText;
  /** Further members of the body, JSON-serialisable. @default those of the definition */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Broken rules of single values: the `errors` member. @default none */
  readonly errors?: readonly FieldError[];
  /** Response headers, for example `Retry-After`, `WWW-Authenticate` or `Allow`. @default those of the definition */
  readonly headers?: Readonly<Record<string, string>>;
  /** Logged for a 5xx, never sent. The definition's functions are called with it when it is an instance of their `error`. */
  readonly cause?: unknown;
}

/**
 * A problem to be thrown from anywhere in a Nest application: one of a definition, or the generic one of a status.
 * An `HttpException`, so filters and libraries that know only Nest still see the right status.
 */
export class ProblemException extends HttpException {
  /** The definition it was made of; undefined for the generic problem of a status. */
  readonly definition: ProblemDefinition | undefined;

  constructor(
    kind: ProblemDefinition | number,
    /** What is special about this occurrence. */
    readonly occurrence: ProblemOccurrence = {},
  ) {
    const definition = typeof kind === 'number' ? undefined : kind;
    const status = typeof kind === 'number' ? kind : kind.status;
    const name = definition?.slug ?? `status ${status}`;
    super(name, status, occurrence.cause === undefined ? {} : { cause: occurrence.cause });
    this.definition = definition;
  }
}
