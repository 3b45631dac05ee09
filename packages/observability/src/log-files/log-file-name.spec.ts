import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatLogFileName, parseLogFileName, SERVICE_IN_FILE_NAME } from './log-file-name.js';
import { utcDay } from './utc-day.js';

it('says what it was made of, also after compression', () => {
  const aName = fc.record({
    service: fc.stringMatching(/^\w[\w.-]{0,20}$/).filter((name) => SERVICE_IN_FILE_NAME.test(name)),
    day: fc.integer({ min: 0, max: 4e12 }).map(utcDay),
    part: fc.nat(999_999),
  });
  fc.assert(
    fc.property(aName, (name) => {
      expect(parseLogFileName(formatLogFileName(name))).toEqual(name);
      expect(parseLogFileName(`${formatLogFileName(name)}.gz`)).toEqual(name);
    }),
  );
});

it.each([
  'api.2026-02-30.log',
  'api.2026-13-01.log',
  'api.log',
  '2026-11-23.log',
  'api.2026-11-23.log.bak',
  'api.2026-11-23.x.log',
  '../api.2026-11-23.log',
  '.api.2026-11-23.log',
])('takes %s for a file of somebody else', (name) => {
  expect(parseLogFileName(name)).toBeUndefined();
});
