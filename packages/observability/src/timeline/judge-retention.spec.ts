import { describe, expect, it } from 'vitest';
import type { AgeOfFile } from './age-of-file.js';
import { judgeRetention } from './judge-retention.js';
import { utcDay, DAY_MS } from '../log-files/utc-day.js';

const now = Date.parse('2026-11-23T09:00:00.000Z');
const daysAgo = (days: number) => utcDay(now - days * DAY_MS);
const file = (day: string, part: Partial<AgeOfFile> = {}): AgeOfFile => ({
  file: `api.${day}.log`,
  service: 'api',
  day,
  modifiedDay: day,
  firstLineDay: day,
  ...part,
});
const all = Array.from({ length: 31 }, (_, i) => file(daysAgo(i)));
const judge = (ages: readonly AgeOfFile[], since?: string) =>
  judgeRetention(ages, { now, retentionDays: 30, since });

it('is content with today and the thirty days before', () => {
  expect(judge(all)).toMatchObject({ verdict: 'ok', oldestAllowed: '2026-10-24', tooOld: [], files: 31 });
});

describe('finds what is too old', () => {
  it('by its name', () => {
    expect(judge([...all, file(daysAgo(31))])).toMatchObject({
      verdict: 'too_old',
      tooOld: [{ file: 'api.2026-10-23.log', by: 'name', day: '2026-10-23' }],
    });
  });

  it('by its first line, whatever the name says', () => {
    const renamed = file(daysAgo(0), { firstLineDay: daysAgo(40) });
    expect(judge([...all.slice(1), renamed])).toMatchObject({
      verdict: 'too_old',
      tooOld: [{ by: 'first line' }],
    });
  });

  it('by the time of the last change, where there is no other', () => {
    const undated = file('', { day: undefined, service: undefined, firstLineDay: undefined, modifiedDay: daysAgo(31) }); // prettier-ignore
    expect(judge([...all, undated])).toMatchObject({
      verdict: 'too_old',
      tooOld: [{ by: 'modification time' }],
    });
  });
});

describe('finds what is missing', () => {
  it('today, and days in between', () => {
    const ages = all.filter(({ day }) => day !== daysAgo(0) && day !== daysAgo(7));
    expect(judge(ages)).toMatchObject({
      verdict: 'missing',
      services: [{ service: 'api', missingDays: [daysAgo(7), daysAgo(0)], isTodayMissing: true }],
    });
  });

  it('days before the first file, unless the service is younger', () => {
    const young = all.slice(0, 5);
    expect(judge(young).services[0]?.missingDays).toHaveLength(26);
    expect(judge(young, daysAgo(4))).toMatchObject({ verdict: 'ok', services: [{ missingDays: [] }] });
  });

  it('the proof of an age', () => {
    const undated = file('', { file: 'x.log', day: undefined, service: undefined, firstLineDay: undefined, modifiedDay: daysAgo(0) }); // prettier-ignore
    expect(judge([...all, undated])).toMatchObject({ verdict: 'missing', unproven: ['x.log'] });
    expect(judge([])).toMatchObject({ verdict: 'missing', files: 0 });
  });
});
