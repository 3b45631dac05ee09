import type { Vital } from '../look.js';

/** A stage of a rollout: the candidate's share of traffic, 0 to 1, and for how many looks. */
export interface SimulatedStep {
  readonly share: number;
  readonly looks: number;
}

/** A site, by the minute. Shares are 0 to 1; latency and vitals are log-logistic, with a median and a shape: the higher, the narrower. */
export interface Traffic {
  readonly steps: readonly SimulatedStep[];
  readonly requestsPerLook: number;
  readonly failureShare: number;
  readonly problemShares: Readonly<Record<string, number>>;
  /** Computes per request, and how many of them fail. */
  readonly computeShare: number;
  readonly computeFailureShare: number;
  readonly boundsS: readonly number[];
  readonly latencyMedianS: number;
  readonly latencyShape: number;
  /** Views that report vitals, per request. */
  readonly viewShare: number;
  readonly vitalMedians: Readonly<Record<Vital, number>>;
  readonly vitalShape: number;
}

/** What is wrong with a candidate; everything is right without. Factors multiply odds, or times. */
export interface Defect {
  readonly failureOdds?: number;
  readonly problemOdds?: Readonly<Record<string, number>>;
  readonly computeFailureOdds?: number;
  readonly latencyFactor?: number;
  readonly vitalFactors?: Readonly<Partial<Record<Vital, number>>>;
  /** Index of the first look that sees it. */
  readonly confirmedClickFrom?: number;
  /** Index of the first look without metrics of the candidate. */
  readonly missingFrom?: number;
}

/** A small site in a busy hour. */
export const TYPICAL_TRAFFIC: Traffic = {
  steps: [
    { share: 0.1, looks: 20 },
    { share: 0.5, looks: 20 },
    { share: 1, looks: 20 },
  ],
  requestsPerLook: 600,
  failureShare: 0.001,
  problemShares: { 'question-invalid': 0.01, 'session-not-found': 0.005, 'rate-limited': 0.002 },
  computeShare: 0.05,
  computeFailureShare: 0.01,
  boundsS: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  latencyMedianS: 0.03,
  latencyShape: 2.5,
  viewShare: 0.05,
  vitalMedians: { LCP: 1100, CLS: 0.015, INP: 60 },
  vitalShape: 2.5,
};
