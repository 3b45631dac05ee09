import { extent } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { judgeLooks } from '../judge-looks.js';
import { simulatedLooks } from './simulated-looks.js';
import { simulateRollout } from './simulate-rollout.js';
import { TYPICAL_TRAFFIC, type Defect, type Traffic } from './traffic.js';

const MANY = extent(300, 2_000);

const LONGER: Traffic = {
  ...TYPICAL_TRAFFIC,
  steps: TYPICAL_TRAFFIC.steps.map(({ share }) => ({ share, looks: share === 0.1 ? 60 : 20 })),
};

function rollouts(
  count: number,
  { traffic = TYPICAL_TRAFFIC, defect }: { traffic?: Traffic; defect?: Defect },
) {
  return Array.from({ length: count }, (_, seed) =>
    simulateRollout({}, { traffic, seed, ...(defect && { defect }) }),
  );
}

describe('a revision like stable', () => {
  it(`is aborted in at most 1% of ${MANY} rollouts with a look each minute`, () => {
    const aborted = rollouts(MANY, {}).filter(({ abort }) => abort !== null);
    expect(aborted.length).toBeLessThanOrEqual(MANY / 100);
  });

  it('is promoted in every step', () => {
    const promoted = rollouts(50, { traffic: LONGER }).filter(({ promotions }) => !promotions.includes(null));
    expect(promoted.length).toBeGreaterThanOrEqual(45);
  });
});

describe('a bad revision', () => {
  it.each<[string, Defect, string]>([
    ['a burst of 5xx', { failureOdds: 50 }, 'failures'],
    ['latency + 40%', { latencyFactor: 1.4 }, 'latency'],
    ['a surge of question-invalid', { problemOdds: { 'question-invalid': 4 } }, 'problem:question-invalid'],
    ['failures of stage 3', { computeFailureOdds: 20 }, 'computes'],
    ['a regression of LCP', { vitalFactors: { LCP: 1.6 } }, 'LCP'],
    ['a Confirmed Click', { confirmedClickFrom: 7 }, 'confirmed-click'],
    ['missing metrics', { missingFrom: 7 }, 'metrics'],
  ])('is aborted while stable still answers: %s', (_, defect, judge) => {
    for (const { abort } of rollouts(20, { defect })) {
      expect(abort?.judges).toContain(judge);
      expect(abort?.look).toBeLessThanOrEqual(40);
    }
  });

  it('is seldom promoted at 10%: latency + 40%, 5xx at 3%', () => {
    for (const defect of [{ latencyFactor: 1.4 }, { failureOdds: 30 }])
      expect(rollouts(50, { defect }).filter(({ promotions }) => promotions[0] !== null).length).toBeLessThan(
        5,
      );
  });
});

it('judges as a replay of the ledger does', () => {
  const defect = { latencyFactor: 1.3 };
  const looks = [...simulatedLooks(TYPICAL_TRAFFIC, defect, 5)];
  const { abort } = simulateRollout({}, { traffic: TYPICAL_TRAFFIC, defect, seed: 5 });
  const plan = { problemTypes: Object.keys(TYPICAL_TRAFFIC.problemShares) };
  const states = looks.map(({ step }, i) => {
    const begins = looks.findIndex((look) => look.step === step);
    return judgeLooks(
      plan,
      looks.slice(0, i + 1).map(({ look }) => look),
      begins,
    ).state;
  });
  expect(states.indexOf('abort') + 1).toBe(abort?.look);
});

it('takes clusters of equal fate for what they are', () => {
  const aborts = (clusterSize: number) => {
    const traffic = { ...TYPICAL_TRAFFIC, requestsPerLook: 150 };
    return Array.from({ length: 150 }, (_, seed) => {
      const looks = [...simulatedLooks(traffic, {}, seed)].map(({ look }) => look);
      return judgeLooks({ clusterSize }, looks.map(eachTenTimes)).state;
    }).filter((state) => state === 'abort').length;
  };
  expect(aborts(1)).toBeGreaterThan(15);
  expect(aborts(10)).toBeLessThanOrEqual(4);
});

/** As if each user sent ten requests that end alike. */
function eachTenTimes<T>(value: T): T {
  if (typeof value === 'number') return (10 * value) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => [
      key,
      key === 'boundsS' || key === 'vitals'
        ? part
        : Array.isArray(part)
          ? part.map(eachTenTimes)
          : eachTenTimes(part),
    ]),
  ) as T;
}
