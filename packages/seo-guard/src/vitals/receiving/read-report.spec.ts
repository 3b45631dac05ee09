import { extent } from '@couplekit/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VITALS_METRICS } from '../vitals-sample.js';
import { PageRoutes } from './page-route.js';
import { readReport } from './read-report.js';

const context = {
  routes: new PageRoutes(['/share/:token']),
  buildPattern: /^[a-z0-9-]{1,20}$/,
  defaultBuild: 'served',
  receivedAt: new Date('2026-11-26T00:00:00Z'),
};
const METRIC = {
  name: 'CLS',
  id: 'v5-1790000000000-1690000000000',
  value: 0.1,
  page: '/share/x',
  device: 'tablet',
};
const read = (changes: object) => readReport(JSON.stringify({ ...METRIC, ...changes }), context);
const status = (changes: object) => {
  try {
    return read(changes).length;
  } catch (error) {
    return (error as { getStatus(): number }).getStatus();
  }
};

describe('a report', () => {
  it('becomes samples of the server’s time', () => {
    expect(read({})).toEqual([
      {
        metric: 'CLS',
        id: METRIC.id,
        value: 0.1,
        route: '/share/:token',
        device: 'tablet',
        build: 'served',
        receivedAt: context.receivedAt,
      },
    ]);
    expect(read({ build: 'other-1', rating: 'poor', navigationType: 'restore', delta: -0.1 })[0]?.build).toBe('other-1'); // prettier-ignore
  });

  it.each([
    { name: 'lcp' },
    { name: ['LCP'] },
    { name: '__proto__' },
    { id: 'x' },
    { id: 7 },
    { id: 'v6-1790000000000-169000000000' },
    { id: ` ${METRIC.id}` },
    { id: `${METRIC.id}\n` },
    { value: '0.1' },
    { value: null },
    { value: true },
    { value: -0.0001 },
    { value: 100.1 },
    { name: 'LCP', value: 600_001 },
    { delta: '1' },
    { delta: 101 },
    { delta: -101 },
    { rating: 'ok' },
    { rating: null },
    { navigationType: 'back_forward' },
    { page: 7 },
    { page: 'share/x' },
    { device: 'watch' },
    { device: undefined },
    { build: 'x y' },
    { build: '' },
    { build: 7 },
    { build: null },
    { id: undefined },
    { value: undefined },
    { page: undefined },
    { extra: 1 },
  ])('with %j is refused', (changes) => expect(status(changes)).toBe(422));

  it.each(VITALS_METRICS)('may be of %s, from 0 up to its bound', (name) => {
    const largest = name === 'CLS' ? 100 : 600_000;
    expect([status({ name, value: 0 }), status({ name, value: largest }), status({ name, value: largest + 1 })]).toEqual([1, 1, 422]); // prettier-ignore
  });

  it('of anything is samples or a refusal that repeats nothing', () => {
    const member = fc.constantFrom(
      ...Object.keys(METRIC),
      'build',
      'delta',
      'rating',
      '__proto__',
      'toString',
    );
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(METRIC)));
    const item = fc.dictionary(member, value).map((changes) => ({ ...METRIC, ...changes }));
    const text = fc.oneof(fc.string(), fc.json(), item.map((i) => JSON.stringify(i)), fc.array(item).map((i) => JSON.stringify(i))); // prettier-ignore
    fc.assert(
      fc.property(text, (sent) => {
        try {
          for (const { route, build, value: kept } of readReport(sent, context)) {
            expect(['/share/:token', '(other)']).toContain(route);
            expect(build).toMatch(context.buildPattern);
            expect(kept).toBeGreaterThanOrEqual(0);
          }
        } catch (error) {
          expect([400, 422]).toContain((error as { getStatus(): number }).getStatus());
        }
      }),
      { numRuns: extent(400, 2_000) },
    );
  });
});
