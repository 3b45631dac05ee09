import { describe, expect, it } from 'vitest';
import { NOINDEX_NOFOLLOW } from '../robots/robots-directives.js';
import { decide } from '../table/decision.js';
import { tableRule } from '../table/table-rule.js';
import { demandsOf } from './demands.js';
import { withDemands } from './given-headers.js';

const demands = (rule: { readonly sensitive?: boolean }) => {
  const made = demandsOf(
    decide([tableRule({ path: '/', robots: NOINDEX_NOFOLLOW, ...rule }, { source: 'rule' })], rule.sensitive ?? false),
    false,
  );
  if (!made) throw new Error('nothing is demanded');
  return made;
}; // prettier-ignore

const GIVEN = [
  ['x-robots-tag', 'noarchive'],
  ['ETag', '"1"'],
  ['cache-control', 'public'],
  ['X-ROBOTS-TAG', 'index'],
  ['X-Kept', '1'],
] as const;

/** Header lines of any form, in lower case and order. */
function linesOf(headers: unknown): readonly string[] {
  const pairs = !Array.isArray(headers)
    ? Object.entries(headers as object)
    : Array.isArray(headers[0])
      ? (headers as [string, unknown][])
      : headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]] as [string, unknown]] : []));
  return pairs.map(([name, value]) => `${name.toLowerCase()}: ${String(value)}`).toSorted();
}

describe.each([
  ['an object', Object.fromEntries(GIVEN)],
  ['a flat list', GIVEN.flat()],
  ['pairs', GIVEN],
])('headers that are given as %s', (_, given) => {
  it('say once what crawlers are told, and otherwise what they said', () => {
    expect(linesOf(withDemands(given, demands({})))).toEqual([
      'cache-control: public',
      'etag: "1"',
      'x-kept: 1',
      'x-robots-tag: noindex, noarchive, nofollow',
    ]);
  });

  it('keep nothing of what a sensitive page must not say', () => {
    expect(linesOf(withDemands(given, demands({ sensitive: true })))).toEqual([
      'cache-control: private, no-store',
      'referrer-policy: no-referrer',
      'x-kept: 1',
      'x-robots-tag: noindex, noarchive, nofollow',
    ]);
  });

  it('are left as they were for their owner', () => {
    const before = linesOf(given);
    withDemands(given, demands({ sensitive: true }));
    expect(linesOf(given)).toEqual(before);
  });
});

it.each([[undefined], [null], [{}], [[]]])('nothing, given as %o, becomes what is demanded', (given) => {
  expect(linesOf(withDemands(given, demands({})))).toEqual(['x-robots-tag: noindex, nofollow']);
});

it('leaves a list that Node refuses as it is', () => {
  expect(withDemands(['X-Robots-Tag'], demands({}))).toEqual(['X-Robots-Tag']);
});

it('keeps symbols, such as the one for headers that HTTP/2 must not compress', () => {
  const symbol = Symbol('sensitive headers');
  expect(withDemands({ [symbol]: ['x'] }, demands({}))).toMatchObject({ [symbol]: ['x'] });
});
