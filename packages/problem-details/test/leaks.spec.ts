import {
  Body,
  Controller,
  Get,
  HttpException,
  Injectable,
  Module,
  Param,
  Post,
  Query,
  Sse,
  StreamableFile,
  UseGuards,
  UseInterceptors,
  UsePipes,
  type CallHandler,
  type CanActivate,
  type MiddlewareConsumer,
  type NestInterceptor,
  type NestModule,
} from '@nestjs/common';
import { IsEmail, IsInt, MaxLength } from 'class-validator';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { concat, map, of, timer, type Observable } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, extent } from '@couplekit/testkit';
import {
  defineProblem,
  ProblemDetailsModule,
  ProblemException,
  problemValidationPipe,
} from '../src/index.js';
import { BASE_URI, bootProblemApp, type ProblemApp } from './problem-app.js';

class BrokenRuleError extends Error {
  readonly account = 'a';
}

const brokenRule = defineProblem({
  slug: 'broken-rule',
  status: 422,
  title: { en: 'Rule is broken', ko: '어긴 규칙' },
  error: BrokenRuleError,
});

const brokenChain = defineProblem({
  slug: 'broken-chain',
  status: 500,
  title: { en: 'Chain is broken', ko: '끊어진 사슬' },
  error: class BrokenChainError extends Error {},
  detail: ({ message }) => ({ en: message, ko: message }),
  extensions: ({ message, stack }) => ({ message, stack }),
});

/** What is thrown, full of the secret: each only may say what its kind of error says to clients. */
const THROWN: Readonly<Record<string, (secret: string) => unknown>> = {
  error: (secret) => new Error(secret, { cause: new Error(secret) }),
  'type error': (secret) => new TypeError(`Cannot read properties of ${secret}`),
  string: (secret) => secret,
  array: (secret) => [secret, { secret }],
  map: (secret) => new Map([[secret, secret]]),
  aggregate: (secret) => new AggregateError([new Error(secret), secret], secret),
  postgres: (secret) =>
    Object.assign(new Error(`duplicate key value violates unique constraint "${secret}"`), {
      name: 'DatabaseError',
      code: '23505',
      severity: 'ERROR',
      detail: `Key (email)=(${secret}) already exists.`,
      constraint: secret,
      where: secret,
      internalQuery: secret,
    }),
  typeorm: (secret) =>
    Object.assign(new Error(secret), {
      name: 'QueryFailedError',
      query: `SELECT '${secret}'`,
      parameters: [secret],
      driverError: Object.assign(new Error(secret), { code: '22P02', routine: secret }),
    }),
  'http client': (secret) =>
    Object.assign(new Error(`Request failed: ${secret}`), {
      isAxiosError: true,
      status: 404,
      config: { headers: { authorization: secret }, url: `https://x/?k=${secret}` },
      response: { status: 404, statusText: secret, data: { message: secret }, headers: { 'x-key': secret } },
    }),
  'file system': (secret) =>
    Object.assign(new Error(`ENOENT: no such file or directory, open '/srv/${secret}'`), {
      code: 'ENOENT',
      path: `/srv/${secret}`,
      syscall: 'open',
    }),
  'body parser': (secret) =>
    Object.assign(new SyntaxError(`Unexpected token ${secret}`), {
      status: 400,
      statusCode: 400,
      expose: true,
      type: 'entity.parse.failed',
      body: secret,
    }),
  fastify: (secret) =>
    Object.assign(new Error(secret), {
      code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE',
      statusCode: 415,
      validation: secret,
    }),
  'look-alike': (secret) => ({ statusCode: 409, message: secret, error: secret }),
  'exception of 5xx': (secret) => new HttpException({ message: secret, error: secret, sql: secret }, 503),
  'exception with an object': (secret) =>
    new HttpException({ error: secret, sql: secret, cause: new Error(secret) }, 400, {
      cause: new Error(secret),
    }),
  'exception with a cause': (secret) =>
    new HttpException('Choose another.', 409, { cause: new Error(secret), description: secret }),
  'problem of 5xx': (secret) => new ProblemException(502, { detail: secret, cause: new Error(secret) }),
  'problem of 4xx': (secret) =>
    new ProblemException(404, { cause: Object.assign(new Error(secret), { secret }) }),
  'domain error': (secret) => Object.assign(new BrokenRuleError(secret), { sql: secret, query: { secret } }),
  'domain error of 5xx': (secret) =>
    Reflect.construct(brokenChain.error as new (m: string) => Error, [secret]),
  'error with hostile names': (secret) =>
    Object.defineProperties(new Error(secret), { name: { value: secret }, code: { value: secret } }),
};

/** What is thrown next; one request at a time. */
let thrown: unknown;

@Injectable()
class ThrowingGuard implements CanActivate {
  canActivate(): boolean {
    throw thrown;
  }
}

@Injectable()
class ThrowingOperator implements NestInterceptor {
  intercept(_context: unknown, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map(() => {
        throw thrown;
      }),
    );
  }
}

class SignUp {
  @IsEmail() readonly email!: string;
  @MaxLength(3) readonly password!: string;
  @IsInt() readonly age!: number;
}

class Filter {
  @IsInt() readonly page!: number;
}

@Controller()
class LeakController {
  @Get('handler') handler() {
    throw thrown;
  }
  @Get('guard') @UseGuards(ThrowingGuard) guard() {}
  @Get('operator') @UseInterceptors(ThrowingOperator) operator() {
    return 1;
  }
  @Get('middleware') middleware() {}
  @Get('stream') stream() {
    return new StreamableFile(
      new Readable({
        read() {
          this.destroy(thrown as Error);
        },
      }),
    );
  }
  @Sse('events') events(): Observable<unknown> {
    return concat(
      of({ data: 1 }),
      timer(5).pipe(
        map(() => {
          throw thrown;
        }),
      ),
    );
  }
  @Post('sign-up') @UsePipes(problemValidationPipe()) signUp(@Body() body: SignUp, @Query() filter: Filter) {
    return { body, filter };
  }
  @Get('number/:id') number(@Param('id') id: string) {
    return id;
  }
}

@Module({
  imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [brokenRule, brokenChain] })],
  controllers: [LeakController],
})
class LeakModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(() => {
        throw thrown;
      })
      .forRoutes('middleware');
  }
}

const WAYS = ['handler', 'guard', 'operator', 'middleware', 'stream', 'events'] as const;

/** No word of a person, and nothing that an answer has by itself. */
const secrets = fc.stringMatching(/^[A-Za-z0-9_$'";<>%&=-]{6,24}$/).map((text) => `sk_${text}_ks`);

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, { module: LeakModule });
  });
  afterAll(() => app.close());

  /** Sends the secret wherever a request can hold one, and reads the whole answer. */
  async function send(path: string, secret: string, init: RequestInit = {}): Promise<[number, string]> {
    const query = new URLSearchParams({ token: secret, page: secret });
    const response = await fetch(`${app.url}${path}?${query.toString()}`, {
      ...init,
      headers: {
        authorization: `Bearer ${secret}`,
        cookie: `session=${secret}`,
        'user-agent': secret,
        'x-api-key': secret,
        'accept-language': `en, ${secret}`,
        referer: `https://x/?k=${secret}`,
        ...init.headers,
      },
    });
    const head = [response.statusText, ...[...response.headers].map(String)].join('\n');
    return [response.status, `${head}\n${await response.text()}`];
  }

  function expectClean(answer: string, secret: string): void {
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), btoa(secret)];
    for (const form of forms) expect(answer).not.toContain(form);
    expect(answer).not.toMatch(/\.[jt]s:\d|node_modules|^ +at /m);
  }

  it('tells nothing of what is thrown, nor of the request, whoever throws it', async () => {
    await fc.assert(
      fc.asyncProperty(
        secrets,
        fc.constantFrom(...Object.keys(THROWN)),
        fc.constantFrom(...WAYS),
        async (secret, kind, way) => {
          thrown = THROWN[kind]?.(secret);
          const [status, answer] = await send(`/${way}`, secret);
          if (way === 'events') expect(answer).toContain('event: problem');
          else expect(status).toBeGreaterThanOrEqual(400);
          expect(answer).toMatch(/"type":"(about:blank|https:)/);
          expectClean(answer, secret);
        },
      ),
      { numRuns: extent(100, 400) },
    );
  });

  it('tells nothing of the body that it refuses', async () => {
    const bodies: Readonly<Record<string, (secret: string) => RequestInit>> = {
      invalid: (secret) => ({
        body: JSON.stringify({ email: secret, password: secret, age: secret }),
        headers: { 'content-type': 'application/json' },
      }),
      nested: (secret) => ({
        body: JSON.stringify({ email: { a: [secret] }, password: [secret], age: { secret } }),
        headers: { 'content-type': 'application/json' },
      }),
      text: (secret) => ({ body: JSON.stringify(secret), headers: { 'content-type': 'application/json' } }),
      broken: (secret) => ({ body: `{"a": ${secret}`, headers: { 'content-type': 'application/json' } }),
      form: (secret) => ({ body: new URLSearchParams({ email: secret, age: secret }) }),
      unknown: (secret) => ({ body: secret, headers: { 'content-type': 'application/x-other' } }),
    };
    await fc.assert(
      fc.asyncProperty(secrets, fc.constantFrom(...Object.keys(bodies)), async (secret, kind) => {
        const [status, answer] = await send('/sign-up', secret, {
          method: 'POST',
          ...bodies[kind]?.(secret),
        });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expectClean(answer, secret);
      }),
      { numRuns: extent(40, 150) },
    );
  });

  it.each(['GET', 'DELETE', 'OPTIONS', 'PUT'])('tells nothing of a %s that goes nowhere', async (method) => {
    await fc.assert(
      fc.asyncProperty(
        secrets,
        fc.constantFrom('/nowhere', '/sign-up', '/%E0%A4%A'),
        async (secret, path) => {
          const [status, answer] = await send(path, secret, { method });
          expect([400, 404, 405]).toContain(status);
          expectClean(answer, secret);
        },
      ),
      { numRuns: extent(10, 40) },
    );
  });
});
