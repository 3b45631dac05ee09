/**
 * What AdSense does about an issue. Google adds words over time, so that a value may be none of these.
 * @see https://developers.google.com/adsense/management/reference/rest/v2/accounts.policyIssues#EnforcementAction
 */
export type EnforcementAction =
  | 'WARNED'
  | 'AD_PERSONALIZATION_RESTRICTED'
  | 'AD_SERVED_WITH_CLICK_CONFIRMATION'
  | 'AD_SERVING_RESTRICTED'
  | 'AD_SERVING_DISABLED'
  | 'ENFORCEMENT_ACTION_UNSPECIFIED'
  | (string & {});

/** Ads are served, but a person who clicks one is asked whether they meant to: "Confirmed Click". */
export const CONFIRMED_CLICK = 'AD_SERVED_WITH_CLICK_CONFIRMATION' satisfies EnforcementAction;

/** One cause of an issue. */
export interface PolicyTopic {
  /** In Google's words, in English. */
  readonly topic: string;
  /** `POLICY`, `ADVERTISER_PREFERENCE`, `REGULATORY`, or a word that Google has added since. */
  readonly type: string;
  /** Whether ads are at risk until it is fixed. */
  readonly mustFix: boolean;
}

/**
 * All that AdSense holds against one site, section of a site, or page. Issues vanish when they are resolved.
 * @see https://developers.google.com/adsense/management/reference/rest/v2/accounts.policyIssues#PolicyIssue
 */
export interface PolicyIssue {
  /** `accounts/{account}/policyIssues/{issue}`; the account may be a child of the one that was asked about. */
  readonly name: string;
  /** `SITE`, `SITE_SECTION`, `PAGE`, or a word that Google has added since. */
  readonly entityType: string;
  /** Host name, without a protocol. */
  readonly site: string;
  /** Prefix of a section's URLs, without a protocol. */
  readonly siteSection?: string | undefined;
  /** URI of a page, without a protocol. */
  readonly uri?: string | undefined;
  readonly action: EnforcementAction;
  readonly topics: readonly PolicyTopic[];
  /** `ca-pub-…`, where they are known. */
  readonly adClients: readonly string[];
  /** Ad requests of the last seven days. */
  readonly adRequestCount?: number | undefined;
  /** `YYYY-MM-DD`, as all dates here. */
  readonly firstDetected?: string | undefined;
  readonly lastDetected?: string | undefined;
  /** The day on which a warning becomes an enforcement. */
  readonly escalatesOn?: string | undefined;
}

/** What an issue is about, at its narrowest; without a query, which may hold anything. */
export function placeOf({ site, siteSection, uri }: PolicyIssue): string {
  const [place = site] = (uri ?? siteSection ?? site).split(/[?#]/, 1);
  return place;
}
