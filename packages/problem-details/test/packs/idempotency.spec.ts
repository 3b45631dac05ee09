import { Controller, Get, Param } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import {
  defineProblem,
  idempotencyPack,
  idempotencyProblems,
  ProblemException,
  type IdempotencyFault,
} from '../../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, type ProblemApp } from '../problem-app.js';

class NoKey extends Error {}
class BadKey extends Error {}
class LongKey extends Error {}
class Busy extends Error {}
class Reused extends Error {}

const ERRORS = { missing: NoKey, invalid: [BadKey, LongKey], inFlight: Busy, reused: Reused } as const;

const THROWN: Readonly<Record<string, Error>> = {
  NoKey: new NoKey(),
  BadKey: new BadKey(),
  LongKey: new LongKey(),
  Busy: new Busy(),
  Reused: new Reused(),
};

@Controller()
class KeyController {
  @Get('errors/:name') error(@Param('name') name: string) {
    throw THROWN[name];
  }
  @Get('problems/:fault') problem(@Param('fault') fault: IdempotencyFault) {
    throw new ProblemException(idempotencyProblems[fault]);
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [KeyController],
      options: { packs: [idempotencyPack({ errors: ERRORS })] },
    });
  });
  afterAll(() => app.close());

  it.each([
    ['errors/NoKey', 400, 'idempotency-key-missing', null],
    ['errors/BadKey', 400, 'idempotency-key-invalid', null],
    ['errors/LongKey', 400, 'idempotency-key-invalid', null],
    ['errors/Busy', 409, 'idempotency-in-flight', '1'],
    ['errors/Reused', 422, 'idempotency-key-reused', null],
    ['problems/missing', 400, 'idempotency-key-missing', null],
    ['problems/invalid', 400, 'idempotency-key-invalid', null],
    ['problems/inFlight', 409, 'idempotency-in-flight', '1'],
    ['problems/reused', 422, 'idempotency-key-reused', null],
  ])('answers %s with %d %s', async (path, status, slug, retryAfter) => {
    const answer = await fetchProblem(`${app.url}/${path}`);
    expect(answer.body).toMatchObject({ type: BASE_URI + slug, status });
    expect(answer.body.detail).toContain('Idempotency-Key');
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
  });

  it('lives beside definitions of the application with the same slugs, which win', async () => {
    const own = defineProblem({
      slug: 'idempotency-key-invalid',
      status: 400,
      title: { en: 'Our own words', ko: '우리가 쓴 말' },
      error: BadKey,
    });
    await using other = await bootProblemApp(adapter, {
      controllers: [KeyController],
      options: { problems: [own], packs: [idempotencyPack({ errors: ERRORS })] },
    });
    for (const name of ['BadKey', 'LongKey']) {
      const answer = await fetchProblem(`${other.url}/errors/${name}`);
      expect(answer.body).toMatchObject({
        type: `${BASE_URI}idempotency-key-invalid`,
        title: 'Our own words',
      });
    }
    expect((await fetchProblem(`${other.url}/errors/Busy`)).status).toBe(409);
  });
});
