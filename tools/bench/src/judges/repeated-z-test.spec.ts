import { NO_TRAFFIC, type Look } from '@couplekit/runbook/judges';
import { expect, it } from 'vitest';
import { repeatedZTest } from './repeated-z-test.js';

const look = (failures: number, ofStable: number): Look => ({
  at: '2026-01-01T00:00:00Z',
  candidate: { ...NO_TRAFFIC, requests: 100, failures },
  stable: { ...NO_TRAFFIC, requests: 100, failures: ofStable },
  confirmedClick: null,
});

it('knows the z of two proportions, summed over looks', () => {
  // 30 of 200 against 10 of 200: a difference of 0.1, pooled 0.1, standard deviation 0.03.
  const looks = [look(10, 10), look(20, 0)];
  expect(repeatedZTest(looks, 3.33)).toBe(2);
  expect(repeatedZTest(looks, 3.34)).toBeNull();
  expect(repeatedZTest([look(0, 0)], 0.1)).toBeNull();
});
