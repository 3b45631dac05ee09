import type { LocalizedText } from '../registry/problem-definition.js';

/** Where a value came from, outside of the body; the names of OpenAPI's parameter locations. */
export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie';

/** The place of a value in a request. */
export interface FieldPlace {
  /** Where in the body, as a JSON Pointer in fragment form (RFC 6901 section 6). */
  readonly pointer?: string;
  /** Where outside of the body; absent when only the name is known. */
  readonly in?: ParameterLocation;
  /** The parameter of `in`; parts of a nested one in brackets: `filter[name]`. */
  readonly parameter?: string;
}

/** One broken rule of a request, as it stands in the `errors` member. */
export interface FieldProblem extends FieldPlace {
  /** What the rule asks for, in the language of the client. Never repeats the value. */
  readonly detail: string;
  /** Stable name of the rule, for programs: class-validator's, such as `isInt`, or one of the schema library. */
  readonly code?: string;
}

/** One broken rule before the language and the request are known. */
export interface FieldError extends FieldPlace {
  readonly detail: string | LocalizedText;
  readonly code?: string;
  /**
   * Names that lead to the value inside an argument of unknown origin: a body when the request has one, else the query or
   * the path. @default the place is given, or unknown
   */
  readonly path?: readonly string[];
}
