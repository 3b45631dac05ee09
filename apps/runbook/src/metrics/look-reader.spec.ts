import { expect, it } from 'vitest';
import type { FieldVitals } from './field-vitals.js';
import { LookReader } from './look-reader.js';

const LOOK_EVERY_MS = 500;
const STORED_EVERY_MS = 1_000;
const START = Date.parse('2026-11-27T00:00:00Z');

it('counts each report of a browser in exactly one look, though it is stored a second after it came', async () => {
  const reports = Array.from({ length: 100 }, (_, at) => ({ at: START + at * 73, value: at }));
  let now = START;
  const vitals: FieldVitals = {
    async between(_, from, to) {
      const stored = reports.filter(({ at }) => at <= now - STORED_EVERY_MS);
      const inPeriod = stored.filter(({ at }) => at > from.getTime() && at <= to.getTime());
      return { LCP: inPeriod.map(({ value }) => value) };
    },
  };
  const labels = {
    http_route: '/',
    http_request_method: 'GET',
    http_response_status_code: '200',
    le: '+Inf',
  };
  const reader = new LookReader({ select: async () => [{ labels, value: 1 }] }, vitals);
  const counted: number[] = [];
  for (let from = START - LOOK_EVERY_MS; now < START + 11_000; from = now, now += LOOK_EVERY_MS) {
    const period = { from: new Date(from), to: new Date(now) };
    const look = await reader.read({ candidate: 'green', stable: null }, period);
    counted.push(...(look.candidate?.vitals.LCP ?? []));
  }
  expect(counted).toEqual(reports.map(({ value }) => value));
});
