import {
  Controller,
  Get,
  HttpException,
  Injectable,
  Param,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { defineProblem, ProblemException } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

class BrokenDefinitionError extends Error {
  readonly code = 'broken';
}

const cyclic: Record<string, unknown> = { message: SECRET };
cyclic['self'] = cyclic;

const explode = (): never => {
  throw new Error(SECRET);
};

const hostileError = Object.defineProperties(new Error(SECRET), {
  message: { get: explode },
  stack: { get: explode },
  name: { get: explode },
  cause: { get: explode },
  statusCode: { get: explode },
});

const trap = new Proxy(
  {},
  {
    get: explode,
    has: explode,
    getPrototypeOf: explode,
    ownKeys: explode,
    getOwnPropertyDescriptor: explode,
  },
);

class ThrowingException extends HttpException {
  override getStatus(): number {
    return explode();
  }
}

const VALUES: Readonly<Record<string, unknown>> = {
  error: new Error(SECRET, { cause: new Error(`cause ${SECRET}`) }),
  sql: Object.assign(new Error(`syntax error at ${SECRET}`), { query: SECRET, code: '42601', status: 400 }),
  string: SECRET,
  empty: '',
  undefined: undefined,
  null: null,
  zero: 0,
  nan: Number.NaN,
  symbol: Symbol(SECRET),
  bigint: 1n,
  function: explode,
  cyclic,
  array: [SECRET],
  'null-prototype': Object.assign(Object.create(null) as object, { message: SECRET }),
  aggregate: new AggregateError([new Error(SECRET), SECRET], SECRET),
  'hostile error': hostileError,
  proxy: trap,
  'revoked proxy': revoked(),
  'throwing exception': new ThrowingException(SECRET, 400),
  'status NaN': new HttpException(SECRET, Number.NaN),
  'status 99999': new HttpException(SECRET, 99_999),
  'status string': new HttpException(SECRET, '500; DROP' as unknown as number),
  'status 5xx object': new HttpException({ message: SECRET, sql: SECRET }, 502),
  'definition with broken functions': new BrokenDefinitionError(SECRET),
  'extensions that JSON cannot hold': new ProblemException(409, { extensions: { cyclic, big: 1n } }),
  'extensions that throw': new ProblemException(409, {
    extensions: {
      toJSON: explode,
      get x() {
        return explode();
      },
    },
  }),
  'extensions that write themselves': new ProblemException(409, {
    extensions: { toJSON: () => ({ leaked: SECRET }) },
  }),
  promise: Promise.resolve(SECRET),
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const EXPECTED: Readonly<Record<string, number>> = {
  'status 5xx object': 502,
  'definition with broken functions': 409,
  'extensions that JSON cannot hold': 409,
  'extensions that throw': 409,
  'extensions that write themselves': 409,
};

@Injectable()
class ThrowingGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    throw VALUES[context.switchToHttp().getRequest<{ params: { name: string } }>().params.name];
  }
}

@Controller()
class HostileController {
  @Get('ok') ok() {
    return 'ok';
  }
  @Get('throws/:name') throws(@Param('name') name: string) {
    throw VALUES[name];
  }
  @Get('rejects/:name') rejects(@Param('name') name: string) {
    return Promise.reject(VALUES[name]);
  }
  @Get('guard/:name') @UseGuards(ThrowingGuard) guard() {}
}

const broken = defineProblem({
  slug: 'broken',
  status: 409,
  title: { en: 'Broken', ko: '고장' },
  error: BrokenDefinitionError,
  detail: explode,
  extensions: explode,
  headers: explode,
});

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [HostileController],
      providers: [ThrowingGuard],
      options: { problems: [broken] },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => void (app.errors.length = 0));

  it.each(Object.keys(VALUES))('survives %s and says nothing of it', async (name) => {
    const status = EXPECTED[name] ?? 500;
    for (const way of ['throws', 'rejects', 'guard']) {
      app.errors.length = 0;
      const answer = await fetchProblem(`${app.url}/${way}/${encodeURIComponent(name)}?q=${SECRET}`);
      expect(answer.status).toBe(status);
      expect(answer.body.status).toBe(status);
      expect(answer.text).not.toContain(SECRET);
      expect(app.errors).toHaveLength(status >= 500 ? 1 : 0);
    }
    expect((await fetch(`${app.url}/ok`)).status).toBe(200);
  });

  it('logs an unforeseen error itself, with its stack and cause', async () => {
    await fetchProblem(`${app.url}/throws/error`);
    expect(app.errors.map(([error]) => error)).toEqual([VALUES['error']]);
    expect(app.errors[0]?.[0]).toBe(VALUES['error']);
  });

  it('logs what was thrown when it was not an error', async () => {
    await fetchProblem(`${app.url}/throws/string`);
    expect(String(app.errors[0]?.[0])).toContain(`Not an Error was thrown: '${SECRET}'`);
  });

  it('answers any value as a problem', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
        async (value) => {
          (VALUES as Record<string, unknown>)['any'] = value;
          const answer = await fetchProblem(`${app.url}/throws/any`);
          expect(answer.body).toMatchObject({
            type: 'about:blank',
            status: answer.status,
            instance: '/throws/any',
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps the type of a definition whose functions throw', async () => {
    const answer = await fetchProblem(`${app.url}/throws/definition%20with%20broken%20functions`);
    expect(answer.body).toMatchObject({
      type: `${BASE_URI}broken`,
      title: 'Broken',
      detail: 'The request conflicts with the current state.',
    });
  });
});
