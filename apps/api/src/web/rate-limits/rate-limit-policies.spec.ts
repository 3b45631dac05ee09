import { expect, it } from 'vitest';
import { DEFAULT_RATE_LIMITS, limitOfRoute, parseRateLimits } from './rate-limit-policies.js';

it.each([
  ['POST /api/couples/sessions', 'sessions'],
  ['POST /api/couples/invites/:inviteToken/accept', 'invites'],
  ['POST /api/couples/raters/:raterToken', 'raters'],
  ['PUT /api/couples/sessions/:sessionId/responses', 'writes'],
  ['DELETE /api/couples/sessions/:sessionId', 'writes'],
  ['POST /start', 'forms'],
  ['POST /vitals', 'vitals'],
  ['GET /api/couples/sessions/:sessionId', undefined],
  ['GET /', undefined],
])('%s counts as %s', (route, name) => {
  expect(limitOfRoute(route)).toBe(name);
});

it('reads limits, and leaves the others as they are', () => {
  expect(parseRateLimits('sessions=2/60, shares=5/1')).toEqual({
    ...DEFAULT_RATE_LIMITS,
    sessions: { limit: 2, window: 60 },
    shares: { limit: 5, window: 1 },
  });
});

it.each([
  'sessions',
  'sessions=0/60',
  'sessions=5/0',
  'session=5/60',
  'sessions=5/60,',
  'sessions=-5/60',
  'sessions=5',
])('does not read %s', (text) => {
  expect(parseRateLimits(text)).toBeUndefined();
});
