/** Where a rule comes from. */
export interface FindingSource {
  readonly severity: 'error' | 'warning';
  /** The document that says so; of our own rules, what they build on. */
  readonly url: string;
  /** False for a rule of ours. */
  readonly isOfficial: boolean;
}

const GOOGLE = 'https://developers.google.com/search/docs/crawling-indexing';
const error = (url: string): FindingSource => ({ severity: 'error', url, isOfficial: true });
const warning = (url: string): FindingSource => ({ severity: 'warning', url, isOfficial: true });
const ours = ({ severity, url }: FindingSource): FindingSource => ({ severity, url, isOfficial: false });

const ROBOTS = `${GOOGLE}/robots-meta-tag`;
const BLOCK = `${GOOGLE}/block-indexing`;
const HEAD = `${GOOGLE}/valid-page-metadata`;
const CANONICAL = `${GOOGLE}/consolidate-duplicate-urls`;
const ROBOTS_TXT = `${GOOGLE}/robots/robots_txt`;
const SITEMAP = `${GOOGLE}/sitemaps/build-sitemap`;
const STATUS = `${GOOGLE}/http-network-errors`;
const CACHING = 'https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5';
const VALIDATORS = 'https://www.rfc-editor.org/rfc/rfc9110#section-8.8';
const REFERRER = 'https://www.w3.org/TR/referrer-policy/#referrer-policy-no-referrer';
const TOKENS = 'https://www.w3.org/TR/capability-urls/';

/** Every finding of the audit by its code, which stays the same. */
export const FINDINGS = {
  'header-missing': ours(error(ROBOTS)),
  'header-weaker': ours(error(ROBOTS)),
  'header-repeated': ours(warning(ROBOTS)),
  'contradicting-directives': warning(ROBOTS),
  'unknown-directive': warning(ROBOTS),
  'meta-contradicts-header': warning(ROBOTS),
  'outside-head': warning(HEAD),
  'indexable-is-noindexed': ours(warning(ROBOTS)),
  'missing-page-indexable': error(STATUS),
  'duplicate-indexable': warning(CANONICAL),
  'canonical-on-noindexed': warning(CANONICAL),
  'canonical-to-noindexed': error(CANONICAL),
  'canonical-to-redirect': warning(CANONICAL),
  'canonical-to-error': error(CANONICAL),
  'canonical-to-other-host': warning(CANONICAL),
  'canonical-unreadable': warning(CANONICAL),
  'canonical-conflict': warning(CANONICAL),
  'noindexed-disallowed': error(BLOCK),
  'robots-txt-failed': error(ROBOTS_TXT),
  'robots-txt-not-text': warning(ROBOTS_TXT),
  'sitemap-unreadable': warning(SITEMAP),
  'sitemap-noindexed': error(SITEMAP),
  'sitemap-disallowed': error(ROBOTS_TXT),
  'sitemap-redirect': warning(SITEMAP),
  'sitemap-error': error(SITEMAP),
  'sitemap-other-host': warning(SITEMAP),
  'sensitive-cacheable': ours(error(CACHING)),
  'sensitive-validator': ours(warning(VALIDATORS)),
  'sensitive-referrer': ours(error(REFERRER)),
  'token-in-link': ours(error(TOKENS)),
  'server-error': error(STATUS),
  'no-answer': error(STATUS),
  'redirect-loop': warning(STATUS),
  'crawl-stopped': ours(warning(`${GOOGLE}/large-site-managing-crawl-budget`)),
} as const satisfies Readonly<Record<string, FindingSource>>;

/** What can be found. */
export type FindingCode = keyof typeof FINDINGS;
