import { POLICY_SOURCES, type PolicySource } from '../policy-source.js';

/** What a page is there for: only `content` may carry ads. */
export type PageKind =
  | 'content'
  | 'error'
  | 'empty'
  | 'login'
  | 'thank-you'
  | 'exit'
  | 'invite'
  | 'alert'
  | 'navigation'
  | 'under-construction';

type KindWithoutAds = Exclude<PageKind, 'content'>;

/** Kinds of page that never carry ads, and who says so. */
export const KINDS_WITHOUT_ADS: Readonly<Record<KindWithoutAds, PolicySource>> = {
  error: POLICY_SOURCES.errorPages,
  empty: POLICY_SOURCES.noContent,
  login: POLICY_SOURCES.errorPages,
  'thank-you': POLICY_SOURCES.errorPages,
  exit: POLICY_SOURCES.errorPages,
  invite: POLICY_SOURCES.noContent,
  alert: POLICY_SOURCES.noContent,
  navigation: POLICY_SOURCES.noContent,
  'under-construction': POLICY_SOURCES.noContent,
};

/** Whether a declared kind is one of those that never carry ads. */
export function isKindWithoutAds(kind: string): kind is KindWithoutAds {
  return Object.hasOwn(KINDS_WITHOUT_ADS, kind);
}
