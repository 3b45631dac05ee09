import { ADAPTERS } from '@couplekit/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinedCouple } from './couple-client.js';
import { runApi, SERVICE_TOKEN } from './running-api.js';

/** Anything JSON can say, and values that mean something to some field. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('A', 'B', 'CS1', 2, 3, null, '\u0000', -0, 1e308, true),
);
const loose = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] });
const listOf = (element: fc.Arbitrary<unknown>) =>
  fc.oneof(value, fc.array(fc.oneof(value, element), { maxLength: 4 }));
const answers = listOf(loose({ code: fc.oneof(value, fc.constantFrom('CS1', 'SF1', 'EA2')), value }));
const dimensions = fc.oneof(value, fc.dictionary(fc.string(), value));

const anyBody = fc.oneof(
  value,
  loose({
    participants: listOf(
      loose({ role: fc.oneof(value, fc.constantFrom('A', 'B')), nickname: value, email: value }),
    ),
    k_threshold: value,
    stage1_snapshot: fc.oneof(value, loose({ k: value, dimensions })),
  }),
  loose({ stage: fc.oneof(value, fc.constantFrom(2, 3)), self_answers: answers, guess_answers: answers }),
  loose({ visible: value, k: value, dimensions }),
  loose({ nickname: value }),
  loose({ max_raters: value, expires_in_days: value }),
  loose({ relation: fc.oneof(value, fc.constant('friend')), answers, rater_key: value }),
);

it.each(ADAPTERS)(
  'no body makes the service on %s fail: it is taken, or refused with a problem',
  async (adapter) => {
    await using api = await runApi(adapter);
    const couple = await joinedCouple(api.url);
    const calls = [
      ['POST', `${api.url}/api/couples/sessions`, SERVICE_TOKEN],
      ['PATCH', `${couple.session}/stage1`, SERVICE_TOKEN],
      ['PATCH', `${couple.session}/stage1`, couple.b],
      ['PUT', `${couple.session}/responses`, couple.a],
      ['POST', `${couple.session}/compute`, couple.a],
      ['POST', `${couple.session}/rater-invites`, couple.a],
      ['POST', `${couple.session}/shares`, couple.b],
      ['POST', `${api.url}/api/couples/raters/some-token`, couple.a],
      ['POST', `${api.url}/api/couples/invites/%00/accept`, couple.a],
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...calls), anyBody, async ([method, url, token], body) => {
        const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
        const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
        const reply = (await response.json()) as { readonly status?: number };
        expect(response.status).toBeLessThan(500);
        if (response.status >= 400) expect(reply.status).toBe(response.status);
      }),
      { numRuns: 1_000 },
    );
  },
);
