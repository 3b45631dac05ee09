import type { Vital } from './look.js';

/** From where on a judge objects, and when it agrees. Odds ratios are candidate/stable. */
export interface Limits {
  /** Evidence that the odds ratio is above this one aborts. */
  readonly harmlessOddsRatio: number;
  /** Evidence that the odds ratio is below this one promotes. */
  readonly toleratedOddsRatio: number;
  /** Evidence that the candidate's own rate is below this one promotes, too: where nothing fails, ratios say nothing. */
  readonly toleratedRate: number;
  /** Evidence, from looks in which stable answered nothing, that the own rate is above this one aborts. `null`: never. */
  readonly abortRateAlone: number | null;
  /** Whether a promotion waits for this judge. */
  readonly promotion: 'needed' | 'not-needed';
}

/** What judges go by; `resolveJudgePlan` has the defaults. */
export interface JudgePlan {
  /**
   * The share of rollouts of harmless revisions that may be aborted: by all judges, in all looks together.
   *
   * @default 0.01
   */
  readonly alpha: number;
  /**
   * The share of harmful revisions for which a judge may be ready to promote, in one step.
   *
   * @default 0.05
   */
  readonly promotionAlpha: number;
  /**
   * Looks in a row without metrics of the candidate that abort.
   *
   * @default 3
   */
  readonly patience: number;
  /**
   * Requests of stable in one look beside which none of the candidate mean that its metrics are missing.
   *
   * @default 100
   */
  readonly manyRequests: number;
  /**
   * Requests of the candidate that each step takes at least.
   *
   * @default 500
   */
  readonly minimumRequests: number;
  /**
   * How many requests fail or succeed together, because one user sent them. Evidence is worth the root of this degree.
   *
   * @default 1
   */
  readonly clusterSize: number;
  /**
   * Slugs of the problem types that are watched.
   *
   * @default none
   */
  readonly problemTypes: readonly string[];
  /** @default abort above 1, promote below 2 or below 1% of answers; alone, abort above 5% */
  readonly failures: Limits;
  /** @default abort above 1, promote below 2 or below 5% of answers; alone, never abort */
  readonly problems: Limits;
  /** @default abort above 1, promote below 2 or below 10% of attempts; alone, abort above 20% */
  readonly computes: Limits;
  /**
   * Of each bound. A process that just started is slower than one that runs, and that is no noise: leave out looks from
   * before the candidate is warm.
   *
   * @default abort above 1.25, promote below 2 or below 2% of answers; alone, never abort
   */
  readonly latency: Limits;
  /** Of each threshold. @default abort above 1.2; not needed for a promotion, because few views report them */
  readonly vitals: Limits;
  /**
   * A view is worse if it is above a threshold. The last of each is where "good" ends (https://web.dev/articles/vitals);
   * those before see a regression among pages that stay good.
   *
   * @default LCP 1000, 1800 and 2500 ms, CLS 0.02 and 0.1, INP 100 and 200 ms
   */
  readonly vitalThresholds: Readonly<Record<Vital, readonly number[]>>;
}

const LIMITS: Limits = {
  harmlessOddsRatio: 1,
  toleratedOddsRatio: 2,
  toleratedRate: 0.01,
  abortRateAlone: null,
  promotion: 'needed',
};

const DEFAULTS: JudgePlan = {
  alpha: 0.01,
  promotionAlpha: 0.05,
  patience: 3,
  manyRequests: 100,
  minimumRequests: 500,
  clusterSize: 1,
  problemTypes: [],
  failures: { ...LIMITS, abortRateAlone: 0.05 },
  problems: { ...LIMITS, toleratedRate: 0.05 },
  computes: { ...LIMITS, toleratedRate: 0.1, abortRateAlone: 0.2 },
  // Two machines, or two moments, are never equally fast.
  latency: { ...LIMITS, harmlessOddsRatio: 1.25, toleratedRate: 0.02 },
  vitals: { ...LIMITS, harmlessOddsRatio: 1.2, toleratedOddsRatio: 1.5, promotion: 'not-needed' },
  vitalThresholds: { LCP: [1000, 1800, 2500], CLS: [0.02, 0.1], INP: [100, 200] },
};

/** A plan that no rollout can be judged by. */
export class JudgePlanInvalid extends Error {
  override readonly name = 'JudgePlanInvalid';
  readonly code = 'JUDGE_PLAN_INVALID';

  constructor(
    readonly option: string,
    readonly rule: string,
  ) {
    super(`Option ${option} of the judges: ${rule}`);
  }
}

/**
 * Fills in the defaults.
 *
 * @throws JudgePlanInvalid naming the option
 */
export function resolveJudgePlan(options: Partial<JudgePlan> = {}): JudgePlan {
  const plan = { ...DEFAULTS, ...options };
  const broken = rules(plan).find(({ holds }) => !holds);
  if (broken) throw new JudgePlanInvalid(broken.option, broken.rule);
  return plan;
}

interface Rule {
  readonly holds: boolean;
  readonly option: keyof JudgePlan;
  readonly rule: string;
}

function rules(plan: JudgePlan): readonly Rule[] {
  const slugs = new Set(plan.problemTypes);
  return [
    ...(['alpha', 'promotionAlpha'] as const).map((option) => ({
      holds: isShare(plan[option]),
      option,
      rule: 'is between 0 and 1',
    })),
    ...(['patience', 'manyRequests', 'minimumRequests'] as const).map((option) => ({
      holds: Number.isSafeInteger(plan[option]) && plan[option] >= 1,
      option,
      rule: 'is a whole number from 1',
    })),
    { holds: plan.clusterSize >= 1, option: 'clusterSize', rule: 'is at least 1' },
    { holds: slugs.size === plan.problemTypes.length, option: 'problemTypes', rule: 'names each once' },
    ...(['failures', 'problems', 'computes', 'latency', 'vitals'] as const).flatMap((option) =>
      limitRules(option, plan[option]),
    ),
    ...Object.entries(plan.vitalThresholds).map(([vital, thresholds]) => ({
      holds: thresholds.length > 0,
      option: 'vitalThresholds' as const,
      rule: `${vital} has one at least`,
    })),
  ];
}

function limitRules(option: keyof JudgePlan, limits: Limits): readonly Rule[] {
  const {
    harmlessOddsRatio: harmless,
    toleratedOddsRatio: tolerated,
    toleratedRate,
    abortRateAlone,
  } = limits;
  // The grid of odds ratios goes on beyond these, so that there is something to test against.
  const isOnGrid = (ratio: number) => ratio >= 0.5 && ratio <= 20;
  return [
    { holds: isOnGrid(harmless), option, rule: 'harmlessOddsRatio is 0.5 to 20' },
    { holds: isOnGrid(tolerated), option, rule: 'toleratedOddsRatio is 0.5 to 20' },
    { holds: tolerated > harmless, option, rule: 'more is tolerated than is harmless' },
    { holds: isShare(toleratedRate), option, rule: 'toleratedRate is between 0 and 1' },
    {
      holds: abortRateAlone === null || isShare(abortRateAlone),
      option,
      rule: 'abortRateAlone is between 0 and 1, or null',
    },
  ];
}

function isShare(value: number): boolean {
  return value > 0 && value < 1;
}
