import type { LocalizedSentence } from '../localized-sentence.js';
import type { PolicySource } from '../policy-source.js';

/** Why a page carries no ads. */
export type IneligibleCode =
  | 'status'
  | 'kind-undeclared'
  | 'kind'
  | 'sensitive'
  | 'environment'
  | 'not-indexable'
  | 'private-address'
  | 'filler'
  | 'too-little-content';

/** One reason, in words for the people who run the site. */
export interface IneligibleReason {
  readonly code: IneligibleCode;
  readonly text: LocalizedSentence;
  readonly source: PolicySource;
}

/** Whether a page may carry ads; every reason against it is listed, not only the first. */
export type AdDecision =
  | { readonly eligible: true; readonly reasons: readonly [] }
  | { readonly eligible: false; readonly reasons: readonly [IneligibleReason, ...IneligibleReason[]] };
