/** The page's side of a report. */
export interface ReportVitalsOptions {
  /** Where to report: `/vitals`. */
  readonly endpoint: string;
  /** The page's route template, which keeps a token in its address to itself. @default the path of the address */
  readonly page?: string | undefined;
  /** What the page was built from. @default the service's own build */
  readonly build?: string | undefined;
}

/** What is used of the web-vitals library, version 5 or 6: `import * as webVitals from 'web-vitals'`. */
export interface WebVitalsLibrary {
  /** Largest Contentful Paint. */
  onLCP(report: (metric: ReportedMetric) => void): void;
  /** Interaction to Next Paint. */
  onINP(report: (metric: ReportedMetric) => void): void;
  /** Cumulative Layout Shift. */
  onCLS(report: (metric: ReportedMetric) => void): void;
  /** First Contentful Paint. */
  onFCP(report: (metric: ReportedMetric) => void): void;
  /** Time to First Byte. */
  onTTFB(report: (metric: ReportedMetric) => void): void;
}

/** Members of a metric that are reported. */
export interface ReportedMetric {
  readonly name: string;
  readonly id: string;
  readonly value: number;
  readonly delta: number;
  readonly rating: string;
  readonly navigationType: string;
}

/**
 * Runs in the page: collects its metrics, and reports them whenever it is hidden, which is the last moment that browsers
 * promise. Source: https://developer.chrome.com/docs/web-platform/page-lifecycle-api#advice-hidden
 *
 * The service serves the text of this function, so it refers to nothing outside of itself.
 */
export function reportVitals(
  library: WebVitalsLibrary,
  { endpoint, page = location.pathname, build }: ReportVitalsOptions,
): void {
  const waiting = new Map<string, object>();
  const collect = (metric: ReportedMetric): void => {
    const { name, id, value, delta, rating, navigationType } = metric;
    // A phone held sideways is as wide as a tablet; its browser may say what it is.
    const width = navigator.userAgentData?.mobile ? 0 : Math.min(innerWidth, screen.width);
    const device = width < 600 ? 'phone' : width < 1024 ? 'tablet' : 'desktop';
    waiting.set(id, { name, id, value, delta, rating, navigationType, page, device, build });
  };
  const send = (): void => {
    if (waiting.size === 0) return;
    if (navigator.sendBeacon(endpoint, JSON.stringify([...waiting.values()]))) waiting.clear();
  };
  library.onLCP(collect);
  library.onINP(collect);
  library.onCLS(collect);
  library.onFCP(collect);
  library.onTTFB(collect);
  // After the library's own listeners, which report to `collect` at the same moment.
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send());
  addEventListener('pagehide', send);
}

declare const location: { readonly pathname: string };
declare const screen: { readonly width: number };
declare const innerWidth: number;
declare const navigator: {
  sendBeacon(url: string, body: string): boolean;
  /** https://wicg.github.io/ua-client-hints/ */
  readonly userAgentData?: { readonly mobile: boolean };
};
declare const document: { readonly visibilityState: string };
declare function addEventListener(type: string, listener: () => unknown): void;
