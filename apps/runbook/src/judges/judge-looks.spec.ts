import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judgement } from './finding.js';
import { judgeLooks } from './judge-looks.js';
import { LookMalformed } from './look-malformed.js';
import { figuresOf, lookOf } from './look.fixture.js';
import { NO_TRAFFIC, type Look } from './look.js';
import { simulatedLooks } from './simulation/simulated-looks.js';
import { TYPICAL_TRAFFIC } from './simulation/traffic.js';

const PLAN = { problemTypes: ['question-invalid'] };
const many = (count: number, look: Look): readonly Look[] => Array.from({ length: count }, () => look);
const finding = ({ findings }: Judgement, name: string) => findings.find(({ judge }) => judge === name);
const aborting = ({ findings }: Judgement) =>
  findings.filter(({ state }) => state === 'abort').map(({ judge }) => judge);

const HEALTHY = many(30, lookOf());

describe('judgeLooks', () => {
  it('promotes a healthy revision, for reasons in two languages and in numbers that JSON keeps', () => {
    const judgement = judgeLooks(PLAN, HEALTHY);
    expect(judgement.state).toBe('promote');
    expect(JSON.parse(JSON.stringify(judgement))).toEqual(judgement);
    for (const { sentence } of judgement.findings) {
      expect(sentence.ko).toMatch(/[가-힣]/);
      expect(sentence.en).not.toMatch(/[가-힣]|undefined|NaN/);
    }
    expect(finding(judgement, 'failures')?.sentence.en).toBe(
      'Answers with 5xx: 0.00% of 30,000 in the candidate, 0.00% of 30,000 in stable; within what is tolerated.',
    );
  });

  it('tells how far every comparison is from promotion', () => {
    for (const looks of [HEALTHY, HEALTHY.slice(0, 2), []]) {
      const compared = judgeLooks(PLAN, looks).findings.filter(({ numbers }) => 'logEToPromote' in numbers);
      expect(compared).toHaveLength(7);
      for (const { state, numbers } of compared) {
        const { logEToPromote = Number.NaN, logENeededToPromote = Number.NaN } = numbers;
        expect(logEToPromote >= logENeededToPromote).toBe(state === 'promote');
      }
    }
  });

  it('holds before the first look, and while too little was seen', () => {
    expect(judgeLooks(PLAN, []).state).toBe('hold');
    expect(judgeLooks(PLAN, many(1, lookOf())).state).toBe('hold');
  });

  it('promotes although all answers exceed the lowest bound of latency', () => {
    const figures = figuresOf({ latency: { boundsS: [0.001, 0.1, 0.5], counts: [0, 900, 90, 10] } });
    expect(judgeLooks(PLAN, many(30, lookOf({ candidate: figures, stable: figures }))).state).toBe('promote');
  });

  it('does not promote in a total outage', () => {
    const down = figuresOf({ failures: 1000, problems: {}, computes: { attempts: 0, failures: 0 } });
    const judgement = judgeLooks(PLAN, many(60, lookOf({ candidate: down, stable: down })));
    expect(finding(judgement, 'failures')?.state).toBe('hold');
    expect(judgement.state).toBe('hold');
  });

  it.each([
    ['failures', { failures: 30 }],
    ['problem:question-invalid', { problems: { 'question-invalid': 60 } }],
    ['computes', { computes: { attempts: 50, failures: 20 } }],
    ['latency', { latency: { boundsS: [0.1, 0.5], counts: [800, 190, 10] } }],
    ['LCP', { vitals: { LCP: [2600, 2700, 2800] } }],
    ['CLS', { vitals: { CLS: [0.2, 0.3, 0.4] } }],
    ['INP', { vitals: { INP: [150, 150, 150] } }],
  ])('aborts for worse %s, and for nothing else', (judge, worse) => {
    const judgement = judgeLooks(PLAN, many(10, lookOf({ candidate: figuresOf(worse) })));
    expect(judgement.state).toBe('abort');
    expect(aborting(judgement)).toEqual([judge]);
    expect(finding(judgement, judge)?.sentence.en).toContain('certainly worse');
  });

  it('does not abort what both revisions suffer from', () => {
    const bad = figuresOf({ failures: 200, computes: { attempts: 50, failures: 30 } });
    expect(aborting(judgeLooks(PLAN, many(60, lookOf({ candidate: bad, stable: bad }))))).toEqual([]);
  });

  it('does not mix looks of different base rates', () => {
    const quiet = lookOf({
      candidate: figuresOf({ requests: 100 }),
      stable: figuresOf({ requests: 100_000 }),
    });
    const outage = lookOf({
      candidate: figuresOf({ requests: 100_000, failures: 20_000 }),
      stable: figuresOf({ requests: 100, failures: 20 }),
    });
    expect(aborting(judgeLooks({}, [...many(5, quiet), ...many(5, outage)]))).toEqual([]);
  });

  it('never takes an abort back', () => {
    const bad = many(4, lookOf({ candidate: figuresOf({ failures: 30 }) }));
    const better = many(400, lookOf({ stable: figuresOf({ failures: 5 }) }));
    expect(aborting(judgeLooks(PLAN, bad))).toEqual(['failures']);
    expect(aborting(judgeLooks(PLAN, [...bad, ...better]))).toEqual(['failures']);
  });

  it('names the worst bound of latency and both p95s', () => {
    const slow = figuresOf({ latency: { boundsS: [0.1, 0.5], counts: [900, 40, 60] } });
    const found = finding(judgeLooks(PLAN, many(10, lookOf({ candidate: slow }))), 'latency');
    expect(found?.numbers).toMatchObject({ worstBoundS: 0.5, candidateP95S: 0.5 });
    expect(found?.numbers['stableP95S']).toBeCloseTo(0.322, 3);
    expect(found?.sentence.en).toContain('p95 500 ms, stable 322 ms; above 0.5 s: 6.00% of 10,000');
  });

  it('informs about p75 of vitals without judging levels', () => {
    const poor = figuresOf({ vitals: { LCP: Array.from({ length: 40 }, (_, i) => 3000 + i) } });
    const judgement = judgeLooks(PLAN, many(10, lookOf({ candidate: poor, stable: poor })));
    expect(aborting(judgement)).toEqual([]);
    expect(finding(judgement, 'LCP')?.numbers).toMatchObject({ candidateP75: 3029 });
  });
});

describe('steps', () => {
  it('earn their promotion anew', () => {
    expect(judgeLooks(PLAN, HEALTHY, 0).state).toBe('promote');
    expect(judgeLooks(PLAN, HEALTHY, 29).state).toBe('hold');
    expect(judgeLooks(PLAN, HEALTHY, 30).state).toBe('hold');
  });

  it('take their own number of requests', () => {
    const volume = (minimumRequests: number) =>
      finding(judgeLooks({ ...PLAN, minimumRequests }, HEALTHY, 15), 'volume')?.state;
    expect(volume(15_000)).toBe('promote');
    expect(volume(15_001)).toBe('hold');
  });

  it('keep the evidence to abort', () => {
    const worse = many(40, lookOf({ candidate: figuresOf({ problems: { 'question-invalid': 14 } }) }));
    expect(aborting(judgeLooks(PLAN, worse.slice(0, 20)))).toEqual([]);
    expect(aborting(judgeLooks(PLAN, worse, 20))).toEqual(['problem:question-invalid']);
  });

  it('judge by the own rate where stable answers nothing', () => {
    const alone = (candidate = figuresOf()) => lookOf({ candidate, stable: NO_TRAFFIC });
    const good = judgeLooks(PLAN, [...HEALTHY, ...many(10, alone())], 30);
    expect(good.state).toBe('promote');
    expect(finding(good, 'latency')?.promotion).toBe('not-needed');
    const mediocre = many(10, alone(figuresOf({ failures: 30 })));
    expect(judgeLooks(PLAN, [...HEALTHY, ...mediocre], 30).state).toBe('hold');
    const bad = many(10, alone(figuresOf({ failures: 120 })));
    expect(aborting(judgeLooks(PLAN, [...HEALTHY, ...bad], 30))).toEqual(['failures']);
  });
});

describe('Confirmed Click', () => {
  it('aborts at any look', () => {
    const judgement = judgeLooks(PLAN, [...HEALTHY, lookOf({ confirmedClick: true }), ...HEALTHY]);
    expect(aborting(judgement)).toEqual(['confirmed-click']);
  });

  it('holds nothing where nobody watches it', () => {
    const judgement = judgeLooks(PLAN, many(30, lookOf({ confirmedClick: null })));
    expect(judgement.state).toBe('promote');
    expect(finding(judgement, 'confirmed-click')).toMatchObject({ state: 'hold', promotion: 'not-needed' });
  });
});

describe('missing metrics', () => {
  const missing = lookOf({ candidate: null });
  const silent = lookOf({ candidate: NO_TRAFFIC });

  it('hold until patience ends, then abort for good', () => {
    expect(judgeLooks(PLAN, [...HEALTHY, missing, silent]).state).toBe('hold');
    expect(judgeLooks(PLAN, [...HEALTHY, missing, missing, lookOf(), missing, missing]).state).toBe('hold');
    expect(aborting(judgeLooks(PLAN, [...HEALTHY, missing, silent, missing]))).toEqual(['metrics']);
    expect(aborting(judgeLooks(PLAN, [missing, missing, missing, ...HEALTHY]))).toEqual(['metrics']);
    expect(aborting(judgeLooks({ ...PLAN, patience: 1 }, [missing]))).toEqual(['metrics']);
  });

  it('are not missed while stable has few requests itself', () => {
    const night = lookOf({ candidate: NO_TRAFFIC, stable: figuresOf({ requests: 99 }) });
    expect(aborting(judgeLooks(PLAN, many(20, night)))).toEqual([]);
  });

  it('of stable hold', () => {
    const blind = lookOf({ stable: null });
    const judgement = judgeLooks(PLAN, [...HEALTHY, ...many(9, blind)]);
    expect(judgement.state).toBe('hold');
    expect(finding(judgement, 'metrics')?.sentence.en).toContain('nothing compares');
    expect(judgeLooks(PLAN, [...HEALTHY, blind, lookOf()]).state).toBe('promote');
  });
});

describe('looks that contradict themselves', () => {
  const histogram = (...boundsS: number[]) => ({ boundsS, counts: [...boundsS.map(() => 1), 0] });

  it.each([
    ['fractions', figuresOf({ failures: 0.5 }), /whole numbers/],
    ['negative counts', figuresOf({ problems: { x: -1 } }), /whole numbers/],
    ['more failures than requests', figuresOf({ failures: 1001 }), /more failures/],
    ['more failed computes than attempts', figuresOf({ computes: { attempts: 1, failures: 2 } }), /computes/],
    ['a count too few', figuresOf({ latency: { boundsS: [1, 2], counts: [1, 1] } }), /one count more/],
    ['bounds that do not ascend', figuresOf({ latency: histogram(2, 1) }), /ascend/],
    ['vitals that are no numbers', figuresOf({ vitals: { LCP: [Number.NaN] } }), /vitals/],
  ])('are refused: %s', (_, candidate, message) => {
    expect(() => judgeLooks(PLAN, [lookOf({ candidate })])).toThrow(LookMalformed);
    expect(() => judgeLooks(PLAN, [lookOf({ stable: candidate })])).toThrow(message);
  });

  it('are refused: other bounds than stable, or than before', () => {
    const other = figuresOf({ latency: histogram(0.1, 0.6) });
    expect(() => judgeLooks(PLAN, [lookOf({ candidate: other })])).toThrow(
      'latency is counted by the bounds 0.1, 0.5, elsewhere by 0.1, 0.6; only equal bounds compare',
    );
    expect(() => judgeLooks(PLAN, [lookOf(), lookOf({ candidate: other, stable: other })])).toThrow(
      /only equal/,
    );
  });
});

describe('replays', () => {
  const looks = [...simulatedLooks(TYPICAL_TRAFFIC, { latencyFactor: 1.1 }, 11)].map(({ look }) => look);

  it('are the same for the same looks, whatever came after', () => {
    fc.assert(
      fc.property(fc.nat(looks.length), fc.nat(looks.length), (end, begin) => {
        const prefix = looks.slice(0, end);
        expect(judgeLooks(PLAN, structuredClone(prefix), begin)).toEqual(judgeLooks(PLAN, prefix, begin));
      }),
      { numRuns: 20 },
    );
  });

  it('end in the same evidence for another order of looks', () => {
    const few = looks.slice(0, 12);
    const range = (judgement: Judgement) =>
      ['failures', 'problem:question-invalid'].map(
        (judge) => finding(judgement, judge)?.numbers['oddsRatioTo'],
      );
    fc.assert(
      fc.property(fc.shuffledSubarray(few, { minLength: few.length }), (shuffled) => {
        const [there, back] = [judgeLooks(PLAN, few), judgeLooks(PLAN, shuffled)];
        expect(range(back)).toEqual(range(there));
        expect(back.findings.map(({ sentence }) => sentence)).toEqual(
          there.findings.map(({ sentence }) => sentence),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('abort no earlier the fewer of the failures are the candidate’s', () => {
    const failing = (failures: number) =>
      many(3, lookOf({ candidate: figuresOf({ failures }), stable: figuresOf({ failures: 40 - failures }) }));
    const evidence = Array.from({ length: 41 }, (_, failures) => {
      const found = finding(judgeLooks(PLAN, failing(failures)), 'failures');
      return found?.numbers['logE'] ?? Number.NaN;
    });
    expect(evidence).toEqual(evidence.toSorted((x, y) => x - y));
    expect(evidence[0]).toBe(0);
    expect(evidence[40]).toBeGreaterThan(50);
  });
});
