import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineProblem, type ProblemDefinition } from './registry/problem-definition.js';
import { ProblemException } from './problem-exception.js';

const title = { en: 'Title', ko: '제목' };

class CreditError extends Error {
  constructor(readonly balance: number) {
    super();
  }
}

const described = defineProblem({
  slug: 'out-of-credit',
  status: 403,
  title,
  members: {
    balance: { schema: { type: 'integer' } },
    accounts: { schema: { type: 'array', items: { type: 'string' } } },
    reason: { schema: { enum: ['empty', 'blocked'] }, optional: true },
    range: {
      schema: { type: 'object', properties: { min: { type: 'number' }, max: {} }, required: ['min'] },
      optional: true,
    },
  },
  example: { balance: 30 },
});

const ofError = defineProblem({
  slug: 'credit',
  status: 403,
  title,
  error: CreditError,
  extensions: ({ balance }) => ({ balance }),
});

const untyped = defineProblem({ slug: 'plain', status: 404, title });
const kind = { slug: 'stage', status: 409, title };
const explicit: ProblemDefinition<unknown, { readonly stage: number }> = kind;
const abc = { schema: { type: 'string' } } as const;

interface Described {
  readonly balance: number;
  readonly accounts: readonly string[];
  readonly reason?: 'empty' | 'blocked';
  readonly range?: { readonly min: number; readonly max?: unknown };
}

describe('the type of a definition', () => {
  it('has the extensions: of its members, of its function, or as written down', () => {
    expectTypeOf(described).toEqualTypeOf<ProblemDefinition<unknown, Described>>();
    expectTypeOf(ofError).toEqualTypeOf<ProblemDefinition<CreditError, { balance: number }>>();
    expectTypeOf(untyped).toEqualTypeOf<ProblemDefinition>();
    const all: readonly ProblemDefinition[] = [described, ofError, untyped, explicit];
    expect(all).toHaveLength(4);
  });

  it('lets an occurrence have exactly these', () => {
    const make = [
      () => new ProblemException(described, { extensions: { balance: 1, accounts: [] } }),
      () => new ProblemException(described, { extensions: { balance: 1, accounts: [], reason: 'empty' } }),
      () => new ProblemException(ofError, { cause: new CreditError(3) }),
      () => new ProblemException(ofError, { extensions: { balance: 3 } }),
      () => new ProblemException(untyped),
      () => new ProblemException(untyped, { extensions: { anything: 1 } }),
      () => new ProblemException(409, { extensions: { anything: 1 } }),
      () => new ProblemException(Math.random() > 2 ? untyped : 409, { detail: 'x' }),
      // @ts-expect-error the extensions are missing
      () => new ProblemException(described),
      // @ts-expect-error one of the extensions is missing
      () => new ProblemException(described, { extensions: { balance: 1 } }),
      // @ts-expect-error a value of another type
      () => new ProblemException(described, { extensions: { balance: '1', accounts: [] } }),
      // @ts-expect-error not one of the values
      () => new ProblemException(described, { extensions: { balance: 1, accounts: [], reason: 'x' } }),
      // @ts-expect-error an extension that the definition does not have
      () => new ProblemException(described, { extensions: { balance: 1, accounts: [], more: 1 } }),
      // @ts-expect-error a cause that the definition cannot read
      () => new ProblemException(ofError, { cause: new Error('x') }),
      // @ts-expect-error neither a cause nor extensions
      () => new ProblemException(ofError, { detail: 'x' }),
      // @ts-expect-error the extensions are missing
      () => new ProblemException(explicit, { cause: new Error('x') }),
      // @ts-expect-error an example of another type
      () => defineProblem({ ...kind, members: { abc }, example: { abc: 1 } }),
    ];
    for (const one of make)
      expect(one()).toHaveProperty(one().constructor === Object ? 'slug' : 'occurrence');
  });
});

describe('defineProblem', () => {
  it.each([
    ['https://iana.org/assignments/http-problem-types#Quota-Exceeded', 'quota-exceeded'],
    ['https://example.test/errors/out-of-credit/', 'out-of-credit'],
    ['urn:example:gone', 'gone'],
    ['urn:example:?', ''],
  ])('takes the slug from the type %s', (type, slug) => {
    expect(defineProblem({ type, status: 400, title })).toMatchObject({ type, slug });
  });

  it('keeps the slug that is given', () => {
    expect(defineProblem({ type: 'urn:example:a', slug: 'b', status: 400, title }).slug).toBe('b');
  });
});
