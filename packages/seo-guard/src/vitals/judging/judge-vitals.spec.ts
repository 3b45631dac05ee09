import { describe, expect, it } from 'vitest';
import type { VitalsMetric } from '../vitals-sample.js';
import { judgeVitals, type CoreMetric } from './judge-vitals.js';
import { tellJudgment, tellReport } from './tell-vitals.js';
import type { VitalsSummary } from './vitals-summary.js';

const GROUP = { route: '/share/:token', device: 'phone', build: 'b7' } as const;

function summary(metric: VitalsMetric, lower: number, upper: number, changes: Partial<VitalsSummary> = {}): VitalsSummary {
  return { ...GROUP, metric, samples: 412, p75: (lower + upper) / 2, interval: { lower, upper }, confidence: 0.95, ...changes };
} // prettier-ignore

const GOOD = [summary('LCP', 1_700, 1_990), summary('INP', 80, 120), summary('CLS', 0.01, 0.02)];
const judged = (summaries: readonly VitalsSummary[], metric: CoreMetric, options = {}) => {
  const { verdict, reason } =
    judgeVitals(summaries, options).judgments.find((one) => one.metric === metric) ?? {};
  return [verdict, reason];
};

describe('a metric', () => {
  it.each([
    ['LCP', 2_500, 2_500.1],
    ['INP', 200, 200.1],
    ['CLS', 0.1, 0.1001],
  ] as const)('%s passes up to %d, and fails above', (metric, limit, above) => {
    expect(judged([summary(metric, 0, limit)], metric)).toEqual(['pass', 'interval']);
    expect(judged([summary(metric, limit, limit)], metric)).toEqual(['pass', 'interval']);
    expect(judged([summary(metric, 0, above)], metric)).toEqual(['inconclusive', 'limit-inside-interval']);
    expect(judged([summary(metric, limit, above)], metric)).toEqual([
      'inconclusive',
      'limit-inside-interval',
    ]);
    expect(judged([summary(metric, above, above)], metric)).toEqual(['fail', 'interval']);
  });

  it('with few samples decides nothing, however good or bad', () => {
    const few = (samples: number) => [summary('LCP', 9_000, 9_100, { samples })];
    expect(judged(few(99), 'LCP')).toEqual(['inconclusive', 'few-samples']);
    expect(judged(few(100), 'LCP')).toEqual(['fail', 'interval']);
    expect(judged(few(99), 'LCP', { minSamples: 99 })).toEqual(['fail', 'interval']);
    const none = [summary('LCP', 1, 2, { samples: 12, interval: null })];
    expect(judged(none, 'LCP', { minSamples: 5 })).toEqual(['inconclusive', 'few-samples']);
  });

  it('can have another limit', () => {
    expect(judged(GOOD, 'LCP', { limits: { LCP: 1_000 } })).toEqual(['fail', 'interval']);
    expect(judged(GOOD, 'INP', { limits: { LCP: 1_000 } })).toEqual(['pass', 'interval']);
  });
});

describe('a report', () => {
  it('passes when all three metrics of all groups pass', () => {
    const desktop = GOOD.map((one) => ({ ...one, device: 'desktop' as const }));
    const report = judgeVitals([...GOOD, ...desktop, summary('TTFB', 9_000, 9_000)]);
    expect(report.verdict).toBe('pass');
    expect(report.judgments.map(({ device, metric }) => `${device} ${metric}`)).toEqual([
      'phone LCP',
      'phone INP',
      'phone CLS',
      'desktop LCP',
      'desktop INP',
      'desktop CLS',
    ]);
  });

  it('fails with one that fails, also among those that are open', () => {
    expect(judgeVitals([summary('LCP', 1, 9_000), summary('CLS', 0.3, 0.4)]).verdict).toBe('fail');
  });

  it('is inconclusive without samples, and while a metric is open or missing', () => {
    expect(judgeVitals([])).toEqual({ verdict: 'inconclusive', judgments: [] });
    expect(judgeVitals(GOOD.slice(0, 2)).verdict).toBe('inconclusive');
    expect(judged(GOOD.slice(0, 2), 'CLS')).toEqual(['inconclusive', 'no-samples']);
    expect(judgeVitals([summary('TTFB', 1, 2)]).verdict).toBe('inconclusive');
  });

  it('survives JSON', () => {
    const report = judgeVitals(GOOD.slice(1));
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it.each([0, 1.5, NaN])('needs a whole number of samples, not %d', (minSamples) => {
    expect(() => judgeVitals([], { minSamples })).toThrow('minSamples');
  });
});

describe('people read', () => {
  const told = (summaries: readonly VitalsSummary[], language: 'ko' | 'en') =>
    judgeVitals(summaries)
      .judgments.slice(0, 3)
      .map((judgment) => tellJudgment(judgment, language));

  it('judgments in English', () => {
    expect(told([GOOD[0], summary('INP', 150, 250), summary('CLS', 0.11, 0.1234)].filter((one) => one !== undefined), 'en')).toEqual([
      'LCP of /share/:token on phone in build b7 is within 2,500 ms (p75 1,845 ms, 95% interval 1,700 ms to 1,990 ms, 412 samples).',
      'INP of /share/:token on phone in build b7 may be within 200 ms or above: more samples are needed (p75 200 ms, 95% interval 150 ms to 250 ms, 412 samples).',
      'CLS of /share/:token on phone in build b7 is above 0.1 (p75 0.117, 95% interval 0.11 to 0.123, 412 samples).',
    ]); // prettier-ignore
    const all = { route: null, device: null, build: null, samples: 1, interval: null };
    expect(told([summary('LCP', 1, 1, all)], 'en').slice(0, 2)).toEqual([
      'LCP of all pages has too few samples to be judged (1 sample).',
      'INP of all pages has not been reported.',
    ]);
  });

  it('judgments in Korean', () => {
    expect(told([GOOD[0], summary('INP', 150, 250), summary('CLS', 0.11, 0.1234)].filter((one) => one !== undefined), 'ko')).toEqual([
      '/share/:token(휴대폰, 빌드 b7)의 LCP: 기준(2,500 ms 이하)을 만족합니다(p75 1,845 ms, 95% 신뢰구간 1,700 ms~1,990 ms, 표본 412개).',
      '/share/:token(휴대폰, 빌드 b7)의 INP: 기준(200 ms)을 넘는지 아직 알 수 없습니다. 표본이 더 필요합니다(p75 200 ms, 95% 신뢰구간 150 ms~250 ms, 표본 412개).',
      '/share/:token(휴대폰, 빌드 b7)의 CLS: 기준(0.1)을 넘습니다(p75 0.117, 95% 신뢰구간 0.11~0.123, 표본 412개).',
    ]); // prettier-ignore
    const all = { route: null, device: null, build: null, samples: 1, interval: null };
    expect(told([summary('LCP', 1, 1, all)], 'ko').slice(0, 2)).toEqual([
      '전체 페이지의 LCP: 판단하기에는 표본이 부족합니다(표본 1개).',
      '전체 페이지의 INP: 아직 수집된 값이 없습니다.',
    ]);
  });

  it('whole reports in both languages', () => {
    const tell = (summaries: readonly VitalsSummary[]) => {
      const report = judgeVitals(summaries);
      return [tellReport(report, 'en'), tellReport(report, 'ko')];
    };
    expect(tell([])).toEqual(['Web Vitals inconclusive: there are no samples.', 'Web Vitals 판단 보류: 수집된 표본이 없습니다.']);
    expect(tell(GOOD)[1]).toBe('Web Vitals 통과: 통과 3건, 실패 0건, 판단 보류 0건입니다.');
    expect(tell([summary('CLS', 1, 2)])[0]).toBe('Web Vitals fail: 0 passed, 1 failed, 2 inconclusive.');
  }); // prettier-ignore
});
