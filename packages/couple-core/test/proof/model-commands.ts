import fc from 'fast-check';
import { CODES, largest } from './scoring-model.js';

const FLAWS = ['none', 'unknown', 'range', 'fraction', 'twice', 'missing'] as const;

const flaw = fc.oneof({ weight: 9, arbitrary: fc.constant('none' as const) }, { weight: 1, arbitrary: fc.constantFrom(...FLAWS) }); // prettier-ignore
const by = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('A' as const, 'B' as const) },
  { weight: 1, arbitrary: fc.constantFrom('service' as const, 'stranger' as const) },
);
const session = fc.nat(2);
const pattern = fc.record({ base: fc.nat(10), step: fc.nat(3), flaw });
const someAnswers = fc.tuple(
  pattern,
  fc.oneof({ weight: 3, arbitrary: fc.constant(48) }, { weight: 1, arbitrary: fc.nat(47) }),
);

/** What a client may do next; `session`, `link` and the like count what is there at that moment, round and round. */
export const anyCommand = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create' as const), k: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('accept' as const), session, nickname: fc.option(fc.constantFrom('두리', '세리'), { nil: undefined }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('stage1' as const), session, by, visible: fc.option(fc.boolean(), { nil: undefined }), k: fc.option(fc.nat(5), { nil: undefined, freq: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('invite' as const), session, by, max: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('rate' as const), session, link: fc.nat(1), key: fc.constantFrom('new', 'known', 'k1', 'k2'), values: pattern }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('upsert' as const), session, by, stage: fc.constantFrom(2 as const, 2 as const, 3 as const), again: fc.nat(3).map((n) => n === 0), self: someAnswers, guess: someAnswers }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('compute' as const), session, by }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('share' as const), session, by }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revoke' as const), session, by, share: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open' as const), session, share: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), session, by, what: fc.constantFrom('session' as const, 'responses' as const, 'result' as const) }) },
); // prettier-ignore

export type Command = typeof anyCommand extends fc.Arbitrary<infer C> ? C : never;
type Pattern = typeof pattern extends fc.Arbitrary<infer P> ? P : never;

/** Commands that run at the same time, one batch after the other. */
export const anyBatches = fc.array(fc.array(anyCommand, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 7,
});

/** A list of answers, maybe with something wrong at its end. */
export function given({ base, step, flaw: wrong }: Pattern, codes: readonly string[]) {
  const max = (code: string) => (code.length === 2 ? 4 : largest(code));
  const list = codes.map((code, n) => ({ code, value: (base + n * step) % (max(code) + 1) }));
  const first = list[0];
  switch (wrong) {
    case 'unknown':
      return [...list, { code: 'ZZ1', value: 1 }];
    case 'range':
      return [...list.slice(1), { code: first?.code ?? 'CS1', value: 11 }];
    case 'fraction':
      return [...list.slice(1), { code: first?.code ?? 'CS1', value: 1.5 }];
    case 'twice':
      return [...list, ...list.slice(0, 1)];
    case 'missing':
      return list.slice(1);
    case 'none':
      return list;
    default:
      return wrong satisfies never;
  }
}

export const answersOf = ([one, items]: readonly [Pattern, number]) => given(one, CODES.slice(0, items));
export const ratingOf = (one: Pattern) => given(one, ['CS', 'EA', 'CB', 'PD', 'RP', 'LF', 'IN', 'SF']);
