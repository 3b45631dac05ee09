/** Metrics of the web-vitals library: the three Core Web Vitals first. Source: https://web.dev/articles/vitals */
export const VITALS_METRICS = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const;

/** One of {@link VITALS_METRICS}. */
export type VitalsMetric = (typeof VITALS_METRICS)[number];

/** Classes of devices, as the page judges by the width of its viewport. */
export const VITALS_DEVICES = ['phone', 'tablet', 'desktop'] as const;

/** One of {@link VITALS_DEVICES}. */
export type VitalsDevice = (typeof VITALS_DEVICES)[number];

/** The route of pages that no template matches: their paths are not kept. */
export const OTHER_ROUTE = '(other)';

/** What is kept of one report: nothing about the person, nothing of the address but its template. */
export interface VitalsSample {
  readonly metric: VitalsMetric;
  /** Made by the web-vitals library for one metric of one page view; later reports of the metric have it again. */
  readonly id: string;
  /** Milliseconds; CLS has no unit. */
  readonly value: number;
  /** One of the templates, or {@link OTHER_ROUTE}. */
  readonly route: string;
  readonly device: VitalsDevice;
  /** What the page was built from. */
  readonly build: string;
  /** By the clock of the server. */
  readonly receivedAt: Date;
}
