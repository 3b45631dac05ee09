import fc from 'fast-check';

/** Anything JSON can say, and values that mean something to some field. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.constantFrom('A', 'B', 'CS1', 0, 1, 2, 3, 5, 11, null, true, '', ' ', '\u0000', '\ud800', '하나', -0, 1e308, 2 ** 53, 1.5, [], {}), // prettier-ignore
);
const loose = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] });
const listOf = (element: fc.Arbitrary<unknown>) =>
  fc.oneof(value, fc.array(fc.oneof(value, element), { maxLength: 4 }));
const answers = listOf(loose({ code: fc.oneof(value, fc.constantFrom('CS1', 'SF1', 'EA2')), value }));
const dimensions = fc.oneof(value, fc.dictionary(fc.string(), value));

/** Bodies that look like something, more or less. */
const shaped = fc.oneof(
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

const answer = (code: string) => ({ code, value: 2 });
const SCALES = ['CS', 'EA', 'CB', 'PD', 'RP', 'LF', 'IN', 'SF'];

/** Bodies that every route takes as they are. */
export const VALID = {
  createSession: { participants: [{ role: 'A', nickname: '하나', email: 'a@example.com' }, { role: 'B', nickname: '두리' }], k_threshold: 3 },
  updateStageOne: { visible: true, k: 4, dimensions: { warmth: 2.5 } },
  wishForStageOne: { visible: true },
  upsertResponses: { stage: 2, self_answers: [answer('CS1'), answer('SF1')], guess_answers: [answer('EA2')] },
  recordRating: { relation: 'friend', answers: SCALES.map(answer), rater_key: 'k'.repeat(43) },
  issueRaterInvite: { max_raters: 5, expires_in_days: 7 },
  createShare: { expires_in_days: 7 },
  acceptInvite: { nickname: '두리' },
} as const; // prettier-ignore

type Route = keyof typeof VALID | 'anything';

/** Bodies for a route: anything, or a valid one with one thing in it changed, left out, added or repeated. */
export function hostileBody(route: Route): fc.Arbitrary<unknown> {
  if (route === 'anything') return shaped;
  const valid: unknown = VALID[route];
  const broken = fc
    .record({
      place: fc.nat(40),
      how: fc.constantFrom('change', 'change', 'remove', 'add', 'repeat', 'prototype'),
      value,
    })
    .map(({ place, how, value: hostile }) => {
      const copy = structuredClone(valid);
      const places = placesIn(copy);
      const [holder, key] = places[place % places.length] ?? [{}, 'x'];
      if (how === 'remove') Reflect.deleteProperty(holder, key);
      else if (how === 'add') Reflect.set(holder, 'extra', hostile);
      else if (how === 'prototype')
        Object.defineProperty(holder, '__proto__', { value: hostile, enumerable: true }); // prettier-ignore
      else if (how === 'repeat' && Array.isArray(holder)) holder.push(structuredClone(holder[0]));
      else Reflect.set(holder, key, hostile);
      return copy;
    });
  return fc.oneof(shaped, broken);
}

/** Every property of a value, deeply, with what holds it. */
function placesIn(holder: unknown): (readonly [object, string])[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return Object.entries(holder).flatMap(([key, inner]) => [[holder, key] as const, ...placesIn(inner)]);
}
