import type { PageWords } from '../pages/page-words.js';

/** What a status says on its own in one language. */
export interface StatusWords {
  /** The status phrase in this language (RFC 9457 section 4.2.1 lets it be translated). */
  readonly title: string;
  /** A general sentence. @default none: the title says it all */
  readonly detail?: string;
}

/** The general sentences of a language by status; `4xx` and `5xx` are for the statuses that are not listed. */
export interface StatusTexts {
  readonly '4xx'?: StatusWords;
  readonly '5xx'?: StatusWords;
  readonly [status: number]: StatusWords;
}

/** The words of one definition in one language. */
export interface DefinitionWords {
  readonly title: string;
  /** @default what the definition says, else the general sentence of the status */
  readonly detail?: string;
  readonly description?: string;
  readonly solution?: string;
  /** Descriptions of extension members, by name. */
  readonly members?: Readonly<Record<string, string>>;
}

/** Everything that the package says by itself, in one language. */
export interface LanguageTexts {
  /** `4xx` and `5xx` are required for a language that is not included. @default the included texts of en and ko */
  readonly statuses?: StatusTexts;
  /** Definitions that do not bring this language themselves, by slug. @default none */
  readonly problems?: Readonly<Record<string, DefinitionWords>>;
  /** Words of the HTML pages; without them there are no pages in this language. @default the included words of en and ko */
  readonly pages?: PageWords;
}
