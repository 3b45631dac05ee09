import type { Explanation } from '../../explaining/explanation.js';
import { POLICY_SOURCES } from '../policy-source.js';
import type { AdDecision, IneligibleReason } from './ad-decision.js';
import type { ResolvedAdEligibilityOptions } from './ad-eligibility-options.js';
import { ineligible } from './ineligible.js';
import { isKindWithoutAds, KINDS_WITHOUT_ADS, type PageKind } from './page-kind.js';
import { privatePartOf } from './private-address.js';
import { measureText } from './text-measure.js';

/** What is known of a page that is about to be sent. */
export interface AdPageFacts {
  /** HTTP status of the response. */
  readonly status: number;
  /** @default undeclared, which carries no ads */
  readonly kind?: PageKind;
  /** Path and query as requested. */
  readonly url: string;
  /** What people can read on it, without navigation and the like; see `textOfHtml`. */
  readonly text: string;
  /** What the table says about its path. */
  readonly explanation: Pick<Explanation, 'indexable' | 'sensitive' | 'rules'>;
}

const FILLER = /\blorem\s+ipsum\b/i;

/** Decides whether a page may carry ads. Pure; whatever is unknown is a reason against. */
export function decideAds(facts: AdPageFacts, options: ResolvedAdEligibilityOptions): AdDecision {
  const [first, ...rest] = [
    ...reasonsOfResponse(facts),
    ...reasonsOfAddress(facts, options),
    ...reasonsOfContent(facts.text, options),
  ];
  return first ? { eligible: false, reasons: [first, ...rest] } : { eligible: true, reasons: [] };
}

function reasonsOfResponse({ status, kind }: AdPageFacts): readonly IneligibleReason[] {
  const reasons: IneligibleReason[] = [];
  // A redirect, 204 or 206 shows no page either.
  if (status !== 200) reasons.push(ineligible.status(status));
  if (kind === 'content') return reasons;
  reasons.push(
    kind && isKindWithoutAds(kind) ? ineligible.kind(kind, KINDS_WITHOUT_ADS[kind]) : ineligible.undeclared(),
  );
  return reasons;
}

function reasonsOfAddress(
  { url, explanation }: AdPageFacts,
  { isPublicSegment }: ResolvedAdEligibilityOptions,
): readonly IneligibleReason[] {
  const reasons: IneligibleReason[] = [];
  const environment = explanation.rules.find(({ source }) => source.startsWith('environment '));
  // A rule may let caches keep a sensitive path; ads still stay away.
  if (explanation.sensitive || explanation.rules.some(({ sensitive }) => sensitive))
    reasons.push(ineligible.sensitive());
  if (environment) reasons.push(ineligible.environment(environment.source));
  else if (!explanation.indexable) reasons.push(ineligible.notIndexable());
  const part = privatePartOf(url, isPublicSegment);
  if (part) reasons.push(ineligible.privateAddress(part));
  return reasons;
}

function reasonsOfContent(
  text: string,
  { minimumContent }: ResolvedAdEligibilityOptions,
): readonly IneligibleReason[] {
  if (FILLER.test(text)) return [ineligible.filler()];
  const { words, syllables } = measureText(text);
  const share = words / minimumContent.words + syllables / minimumContent.syllables;
  if (share >= 1) return [];
  const source = share === 0 ? POLICY_SOURCES.noContent : POLICY_SOURCES.enoughContent;
  return [ineligible.tooLittle(Math.floor(share * 100), source)];
}
