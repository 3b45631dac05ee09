import type { LocalizedText, ProblemDefinition } from '../registry/problem-definition.js';
import type { FieldError } from '../validation/field-error.js';

/** What a thrown value means, before the language and the request are known. */
export interface ProblemReport {
  readonly status: number;
  /** The registered or thrown definition; undefined for the generic problem of the status. */
  readonly definition?: ProblemDefinition | undefined;
  /** The domain error that the definition's functions are called with. */
  readonly subject?: unknown;
  /** Words of the occurrence itself. */
  readonly detail?: string | LocalizedText | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Broken rules of single values: the `errors` member, in the language of the client. */
  readonly errors?: readonly FieldError[] | undefined;
  /** Headers of the lost answer that this one replaces, besides those that never fit a problem. @default none */
  readonly staleHeaders?: readonly string[];
  /** Sent as it is instead of a problem: a body with a contract of its own, such as a health report. @default none */
  readonly verbatim?: VerbatimBody;
  /** True when whoever threw it has logged it, so that a 5xx is not logged twice. @default false */
  readonly isLogged?: boolean;
}

/** A body that is not a problem. */
export interface VerbatimBody {
  readonly contentType: string;
  readonly body: string;
}

/** The report of everything that nobody foresaw. */
export const UNFORESEEN: ProblemReport = { status: 500 };
