import { expect } from 'vitest';
import type { RawAnswer } from './raw-answers.js';
import { WEAKENING } from './raw-writers.js';

/** Exactly one line for crawlers. */
export function expectRobots({ lines }: RawAnswer): void {
  expect(lines('x-robots-tag')).toEqual(['noindex, nofollow']);
}

/** The headers of a sensitive page, and none of those that would weaken them. */
export function expectSensitive(answer: RawAnswer): void {
  expectRobots(answer);
  const demanded: Readonly<Record<string, readonly string[]>> = {
    'X-Robots-Tag': ['noindex, nofollow'],
    'Cache-Control': ['private, no-store'],
    'Referrer-Policy': ['no-referrer'],
  };
  for (const name of Object.keys(WEAKENING)) {
    expect([name, ...answer.lines(name.toLowerCase())]).toEqual([name, ...(demanded[name] ?? [])]);
  }
}
