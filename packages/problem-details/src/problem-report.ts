import type { LocalizedText, ProblemDefinition } from './problem-definition.js';

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
}

/** The report of everything that nobody foresaw. */
export const UNFORESEEN: ProblemReport = { status: 500 };
