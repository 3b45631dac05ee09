import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineProblem } from '../../src/index.js';
import { isProblem, readProblem, type Problem, type ProblemExtensions } from '../../src/client/index.js';

const BASE_URI = 'https://api.example/problems/';

class SeatTakenError extends Error {
  constructor(readonly seat: string) {
    super('taken');
  }
}

const defined = defineProblem({
  slug: 'seat-taken',
  status: 409,
  title: { en: 'Seat is taken', ko: '이미 예약된 좌석' },
  error: SeatTakenError,
  extensions: ({ seat }) => ({ seat }),
});

const plain = {
  slug: 'seat-taken',
  extensions: ({ seat }: SeatTakenError) => ({ seat, free: 3 }),
};

async function problemOf(type: string): Promise<Problem> {
  const problem = await readProblem(
    new Response(JSON.stringify({ type, seat: '7A' }), {
      status: 409,
      headers: { 'content-type': 'application/problem+json' },
    }),
  );
  return problem ?? expect.fail('it is a problem');
}

describe('isProblem', () => {
  it('compares the type URI with base URI and slug of a definition', async () => {
    expect(isProblem(await problemOf(`${BASE_URI}seat-taken`), defined, BASE_URI)).toBe(true);
    for (const type of [
      'about:blank',
      'seat-taken',
      `${BASE_URI}seat-taken/`,
      `${BASE_URI}other`,
      `${BASE_URI}Seat-taken`,
    ]) {
      expect(isProblem(await problemOf(type), defined, BASE_URI), type).toBe(false);
    }
  });

  it('compares it with the type of a definition that has one', async () => {
    const kind = { type: 'tag:me@api.example,2026:seat', slug: 'ignored' };
    expect(isProblem(await problemOf(kind.type), kind)).toBe(true);
    expect(isProblem(await problemOf(`${BASE_URI}ignored`), kind, BASE_URI)).toBe(false);
  });

  it('is false for what is no problem', () => {
    expect(isProblem(undefined, { type: 'about:blank' })).toBe(false);
  });

  it('refuses a slug without a base URI', async () => {
    const problem = await problemOf('about:blank');
    expect(() => isProblem(problem, defined)).toThrow('needs its slug and the base URI');
    expect(() => isProblem(problem, {}, BASE_URI)).toThrow(TypeError);
  });

  it('narrows to the extensions of the kind', async () => {
    const problem: Problem | undefined = await problemOf(`${BASE_URI}seat-taken`);
    if (!isProblem(problem, plain, BASE_URI)) expect.fail('it is of this kind');
    expectTypeOf(problem.extensions.seat).toEqualTypeOf<string>();
    expectTypeOf(problem.extensions.free).toEqualTypeOf<number>();
    expectTypeOf(problem.extensions['other']).toEqualTypeOf<unknown>();
    expect(problem.extensions.seat).toBe('7A');
  });

  it('narrows to what the caller knows', async () => {
    interface SeatTaken {
      readonly seat: string;
    }
    const problem = await problemOf(`${BASE_URI}seat-taken`);
    if (!isProblem<SeatTaken>(problem, { type: `${BASE_URI}seat-taken` })) expect.fail('it is of this kind');
    expectTypeOf(problem.extensions.seat).toEqualTypeOf<string>();
    if (isProblem(problem, { type: 'about:blank' })) {
      expectTypeOf(problem.extensions).toExtend<ProblemExtensions>();
    }
  });
});
