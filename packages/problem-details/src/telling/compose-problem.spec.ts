import { extent } from '@couplekit/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeProblem, type ProblemContext } from './compose-problem.js';
import { defineProblem } from '../registry/problem-definition.js';
import { ProblemRegistry } from '../registry/problem-registry.js';
import { isReserved } from '../registry/reserved-members.js';

const definition = defineProblem({ slug: 'seat-taken', status: 409, title: { en: 'Taken', ko: '예약됨' } });
const registry = new ProblemRegistry({ baseUri: 'https://example.test/', problems: [definition] });
const context: ProblemContext = {
  request: { url: '/seats/7?token=x', method: 'GET', headers: {} },
  language: 'en',
  requestId: 'req-1',
  traceId: undefined,
};
const MEMBERS = {
  type: 'https://example.test/seat-taken',
  title: 'Taken',
  status: 409,
  detail: 'The request conflicts with the current state.',
  instance: '/seats/7',
  request_id: 'req-1',
};

function bodyWith(extensions: object): unknown {
  const report = { status: 409, definition, extensions: extensions as Readonly<Record<string, unknown>> };
  return JSON.parse(composeProblem(report, context, registry).body);
}

describe('composeProblem', () => {
  it('adds extensions of any name and never lets one replace a member', () => {
    const reserved = fc.constantFrom(
      'type',
      'title',
      'status',
      'detail',
      'instance',
      'request_id',
      'trace_id',
    );
    const name = fc.oneof(fc.string(), reserved, fc.constantFrom('__proto__', 'constructor', '0'));
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue()), (extensions) => {
        const kept = Object.entries(extensions).filter(([key]) => !isReserved(key));
        const told = JSON.parse(JSON.stringify(Object.fromEntries(kept))) as object;
        expect(bodyWith(extensions)).toEqual({ ...MEMBERS, ...told });
      }),
      { numRuns: extent(250, 1000) },
    );
  });

  it.each<[string, unknown]>([
    ['an object with reserved names', { status: 200, seat: 7 }],
    ['a text', 'text'],
    ['nothing', undefined],
  ])('is not fooled by extensions that turn into %s', (_, written) => {
    expect(bodyWith({ seat: 7, toJSON: () => written })).toEqual({ ...MEMBERS, seat: 7 });
  });

  it.each(['application/json', 'application/problem+xml', 'text/html'] as const)(
    'tells a problem as %s without extensions that JSON cannot hold',
    (mediaType) => {
      const report = { status: 409, definition, extensions: { seat: 7n } };
      const { body } = composeProblem(report, { ...context, mediaType }, registry);
      expect(body).toContain('Taken');
      expect(body).not.toContain('seat>');
    },
  );
});
