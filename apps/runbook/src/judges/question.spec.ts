import { expect, it } from 'vitest';
import { figuresOf } from './look.fixture.js';
import { resolveJudgePlan } from './plan.js';
import { questions } from './question.js';

const asked = questions(resolveJudgePlan({ problemTypes: ['question-invalid', 'never-seen'] }));
const counts = (name: string, figures = figuresOf()) =>
  asked.find(({ judge }) => judge === name)?.count(figures);

it('asks for every rate, latency and every vital', () => {
  expect(asked.map(({ judge }) => judge)).toEqual([
    'failures',
    'problem:question-invalid',
    'problem:never-seen',
    'computes',
    'latency',
    'LCP',
    'CLS',
    'INP',
  ]);
});

it('counts views that are worse than a threshold, not those that are on it', () => {
  expect(counts('LCP', figuresOf({ vitals: { LCP: [1000, 2500, 2500.1] } }))).toEqual([
    { n: 3, hits: 2 },
    { n: 3, hits: 2 },
    { n: 3, hits: 1 },
  ]);
  expect(counts('CLS', figuresOf({ vitals: {} }))).toEqual([
    { n: 0, hits: 0 },
    { n: 0, hits: 0 },
  ]);
});

it('counts per request, and computes per attempt', () => {
  expect(counts('failures', figuresOf({ failures: 7 }))).toEqual([{ n: 1000, hits: 7 }]);
  expect(counts('problem:question-invalid')).toEqual([{ n: 1000, hits: 10 }]);
  expect(counts('problem:never-seen')).toEqual([{ n: 1000, hits: 0 }]);
  expect(counts('computes')).toEqual([{ n: 50, hits: 1 }]);
});
