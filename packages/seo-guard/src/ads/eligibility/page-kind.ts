import { POLICY_SOURCES, type PolicySource } from '../policy-source.js';

/** Kinds of page that never carry ads, and who says so. */
export const KINDS_WITHOUT_ADS = {
  error: POLICY_SOURCES.errorPages,
  empty: POLICY_SOURCES.noContent,
  login: POLICY_SOURCES.errorPages,
  'thank-you': POLICY_SOURCES.errorPages,
  exit: POLICY_SOURCES.errorPages,
  invite: POLICY_SOURCES.noContent,
  alert: POLICY_SOURCES.noContent,
  navigation: POLICY_SOURCES.noContent,
  'under-construction': POLICY_SOURCES.noContent,
} as const satisfies Record<string, PolicySource>;

/** What a page is there for: only `content` may carry ads. */
export type PageKind = 'content' | keyof typeof KINDS_WITHOUT_ADS;

/** Whether a declared kind is one of those that never carry ads. */
export function isKindWithoutAds(kind: string): kind is keyof typeof KINDS_WITHOUT_ADS {
  return Object.hasOwn(KINDS_WITHOUT_ADS, kind);
}
