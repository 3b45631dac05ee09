import type { ProblemDefinition } from '../registry/problem-definition.js';
import type { ProblemReport } from '../reading/problem-report.js';

/** What is known of the answer that was lost when something was thrown. */
export interface LostAnswer {
  /** Headers that were set on it, by lower-case name. */
  readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * Knows the errors of one library or service: plain data and one pure function, given to the module option `packs`.
 * A pack recognises errors by their shape, so that it depends on nothing and works with any copy of the library.
 */
export interface ProblemPack {
  /** Kebab-case and unique; named when the pack itself fails. */
  readonly name: string;
  /**
   * Definitions that its reports use; registered with those of the application. One of the same slug and status that the
   * application registers itself stands in for the pack's. @default none
   */
  readonly problems?: readonly ProblemDefinition[];
  /**
   * What a thrown value means, or undefined when it is not for this pack. Asked after the `error` classes of registered
   * definitions and before anything else, in the order of `packs`; never asked about a `ProblemException`. A pack that
   * throws, or reports a status that is no error, is logged and passed over.
   */
  read(thrown: unknown, lost?: LostAnswer): ProblemReport | undefined;
}
