/**
 * Where a rule comes from, so that nobody takes our number for Google's:
 * - `official-number`: the text names this number;
 * - `policy-text`: the text names the practice and no number; how it is measured is ours;
 * - `our-default`: nobody demands it; we do.
 */
export type SourceKind = 'official-number' | 'policy-text' | 'our-default';

/** One published text, or our own choice, behind a rule. */
export interface PolicySource {
  readonly kind: SourceKind;
  /** Who says it and where, for people. */
  readonly title: string;
  /** What it asks for, in our words. */
  readonly asks: string;
  /** Absent where only we say it. */
  readonly url?: string;
  /** The number that the text names, in the unit of the rule. */
  readonly number?: number;
}

const PLACEMENT = 'https://support.google.com/adsense/answer/1346295';
const INTERFERING = 'https://support.google.com/publisherpolicies/answer/11035030';
const NO_CONTENT = 'https://support.google.com/publisherpolicies/answer/11112688';

const placement = (asks: string): PolicySource => ({
  kind: 'policy-text',
  title: 'AdSense ad placement policies',
  asks,
  url: PLACEMENT,
});

const interfering = (asks: string): PolicySource => ({
  kind: 'policy-text',
  title: 'Google Publisher Policies: ads interfering with content or user interactions',
  asks,
  url: INTERFERING,
});

const ours = (asks: string): PolicySource => ({ kind: 'our-default', title: 'couplekit', asks });

/** The texts that the rules of this folder rest on. */
export const POLICY_SOURCES = {
  gameDistance: {
    kind: 'official-number',
    title: 'AdSense for content ads on game play pages',
    asks: 'ad units stay at least 150 pixels away from a game',
    url: 'https://support.google.com/adsense/answer/2768340',
    number: 150,
  },
  mobileDensity: {
    kind: 'official-number',
    title: 'Better Ads Standards: ad density higher than 30% (mobile web)',
    asks: 'the heights of all ads are at most 30% of the height of the main content',
    url: 'https://www.betterads.org/mobile-ad-density-higher-than-30/',
    number: 0.3,
  },
  largeSticky: {
    kind: 'official-number',
    title: 'Better Ads Standards: large sticky ads',
    asks: 'ads that stay while scrolling take up at most 30% of the screen',
    url: 'https://support.google.com/webtools/answer/7129127',
    number: 0.3,
  },
  popUp: {
    kind: 'policy-text',
    title: 'Better Ads Standards: pop-up ads',
    asks: 'no ad lies over the page without being flush with one of its sides',
    url: 'https://support.google.com/webtools/answer/7073774',
  },
  moreAds: {
    kind: 'policy-text',
    title: 'Google Publisher Policies: more ads than publisher-content',
    asks: 'advertising does not exceed content; headers, footers, links and white space are no content',
    url: 'https://support.google.com/publisherpolicies/answer/11169917',
  },
  stickyDesktop: placement('ads on desktop do not float along while the page is scrolled'),
  accidentalClicks: placement(
    'links, buttons, navigation, players and drop-down menus near ads lead to accidental clicks',
  ),
  attention: placement('no arrows, animations or words draw attention to ads'),
  labels: placement('the only labels are "Advertisements" and "Sponsored Links"'),
  mimicry: placement('content is not formatted to look like ads, nor ads like content'),
  belowTheFold: placement('ads do not push the content below the fold'),
  errorPages: placement('no ads on thank-you, exit, log-in and error pages'),
  adjacent: interfering('ads neither overlay nor adjoin navigation and other things to press'),
  obscuredAds: interfering('ads do not overlay or obscure other ads'),
  noContent: {
    kind: 'policy-text',
    title: 'Google Publisher Policies: ads on screens without publisher-content',
    asks: 'no ads without content, under construction, or for alerts, navigation and the like',
    url: NO_CONTENT,
  },
  privateUrls: {
    kind: 'policy-text',
    title: 'Google: privacy-safe use of ad tags',
    asks: 'the address of a page with ads, which is sent along, tells nothing about its visitor',
    url: 'https://support.google.com/platformspolicy/answer/6026583',
  },
  reservedSpace: {
    kind: 'policy-text',
    title: 'Google Publisher Tag: reserve space for ads',
    asks: 'the space of an ad is there before the ad is',
    url: 'https://developers.google.com/publisher-tag/samples/reserve-space',
  },
  layoutShift: {
    kind: 'official-number',
    title: 'Web Vitals: cumulative layout shift',
    asks: 'all shifts of a page together are at most 0.1',
    url: 'https://web.dev/articles/cls',
    number: 0.1,
  },
  enoughContent: ours('a page with ads has something to read'),
  searchable: ours('a page that is kept out of search carries no ads'),
  declared: ours('a page carries ads only if it says what kind of page it is'),
  stricter: ours('a number that is stricter than the official one'),
  minimumHeight: ours('an empty slot is as high as the smallest unit'),
} as const satisfies Record<string, PolicySource>;
