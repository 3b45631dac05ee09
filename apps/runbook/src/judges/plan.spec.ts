import { expect, it } from 'vitest';
import { JudgePlanInvalid, resolveJudgePlan, type JudgePlan } from './plan.js';

const { failures } = resolveJudgePlan();

it.each([
  [{ alpha: 0 }, /alpha/],
  [{ promotionAlpha: 1 }, /promotionAlpha/],
  [{ patience: 0 }, /patience/],
  [{ minimumRequests: 1.5 }, /minimumRequests/],
  [{ clusterSize: 0.5 }, /clusterSize/],
  [{ problemTypes: ['a', 'a'] }, /problemTypes/],
  [{ failures: { ...failures, toleratedOddsRatio: 1 } }, /failures of the judges: more is tolerated/],
  [{ computes: { ...failures, harmlessOddsRatio: 30 } }, /computes of the judges: harmlessOddsRatio/],
  [{ latency: { ...failures, toleratedRate: 0 } }, /latency of the judges: toleratedRate/],
  [{ vitals: { ...failures, abortRateAlone: 2 } }, /vitals of the judges: abortRateAlone/],
  [{ vitalThresholds: { LCP: [], CLS: [1], INP: [1] } }, /LCP/],
] satisfies [Partial<JudgePlan>, RegExp][])('refuses %j', (options, message) => {
  expect(() => resolveJudgePlan(options)).toThrow(JudgePlanInvalid);
  expect(() => resolveJudgePlan(options)).toThrow(message);
});

it('splits alpha over every judge that can abort, and takes what differs from the defaults', () => {
  expect(resolveJudgePlan({ patience: 5 })).toMatchObject({ patience: 5, alpha: 0.01, minimumRequests: 500 });
});
