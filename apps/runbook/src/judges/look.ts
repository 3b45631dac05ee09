/** The core web vitals, https://web.dev/articles/vitals: LCP and INP in ms, CLS without a unit. */
export type Vital = 'LCP' | 'CLS' | 'INP';

/** Of one revision, since the previous look. Counts are whole numbers: differences of counters. */
export interface RevisionFigures {
  /** Answered. */
  readonly requests: number;
  /** Answered with 5xx. */
  readonly failures: number;
  /** Answers by problem type (slug, such as `question-invalid`). */
  readonly problems: Readonly<Record<string, number>>;
  /** Stage 3. */
  readonly computes: { readonly attempts: number; readonly failures: number };
  /** `counts[i]` took more than `boundsS[i - 1]` and at most `boundsS[i]` seconds; the last count is above all bounds. */
  readonly latency: { readonly boundsS: readonly number[]; readonly counts: readonly number[] };
  readonly vitals: Readonly<Partial<Record<Vital, readonly number[]>>>;
}

/** What a rollout saw at one time. */
export interface Look {
  /** ISO 8601. */
  readonly at: string;
  /** `null`: no metrics arrived. */
  readonly candidate: RevisionFigures | null;
  /** `null`: no metrics arrived. Where stable gets no traffic, at 100%, this is `NO_TRAFFIC`, not `null`. */
  readonly stable: RevisionFigures | null;
  /** Google's policy action against ads on which people click by accident; `null`: not watched. */
  readonly confirmedClick: boolean | null;
}

/** Of a revision that is known to have answered nothing. */
export const NO_TRAFFIC: RevisionFigures = {
  requests: 0,
  failures: 0,
  problems: {},
  computes: { attempts: 0, failures: 0 },
  latency: { boundsS: [], counts: [] },
  vitals: {},
};
