import {
  Controller,
  Body,
  ForbiddenException,
  Get,
  HttpException,
  Injectable,
  Module,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Req,
  Res,
  UseGuards,
  UseInterceptors,
  UsePipes,
  type CanActivate,
  type MiddlewareConsumer,
  type NestInterceptor,
  type NestModule,
  type PipeTransform,
} from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { defineProblem, ProblemDetailsModule, ProblemException } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

class StageInvalidError extends Error {
  readonly code = 'stage-invalid';
  constructor(readonly stage: number) {
    super(`stage ${stage} ${SECRET}`);
  }
}

class StageSkippedError extends StageInvalidError {}

class ChainBrokenError extends Error {}

const problems = [
  defineProblem({
    slug: 'stage-invalid',
    status: 409,
    title: { en: 'Stage is finished', ko: '끝난 단계' },
    error: StageInvalidError,
    detail: ({ stage }) => ({ en: `Stage ${stage} is finished.`, ko: `${stage}단계는 끝났습니다.` }),
    extensions: ({ stage }) => ({ stage, status: 200, request_id: 'mine' }),
  }),
  defineProblem({
    slug: 'raters-full',
    status: 429,
    title: { en: 'Enough ratings', ko: '평가 마감' },
    detail: { en: 'No more ratings are taken.', ko: '평가를 더 받지 않습니다.' },
    headers: { 'Retry-After': '60' },
  }),
  defineProblem({
    slug: 'chain-broken',
    status: 500,
    title: { en: 'Chain is broken', ko: '끊어진 사슬' },
    error: ChainBrokenError,
    detail: ({ message }) => ({ en: message, ko: message }),
    extensions: ({ message, stack }) => ({ reason: message, stack }),
  }),
  defineProblem({ slug: 'internal', status: 500, title: { en: 'Our fault', ko: '서버 문제' } }),
  defineProblem({ slug: 'unauthorized', status: 401, title: { en: 'Sign in', ko: '로그인 필요' } }),
];

@Injectable()
class NoEntry implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Injectable()
class BrokenGuard implements CanActivate {
  canActivate(): boolean {
    throw new Error(`guard ${SECRET}`);
  }
}

@Injectable()
class BrokenPipe implements PipeTransform {
  transform(): never {
    throw new Error(`pipe ${SECRET}`);
  }
}

@Injectable()
class BrokenInterceptor implements NestInterceptor {
  intercept(): never {
    throw new Error(`interceptor ${SECRET}`);
  }
}

@Controller()
class MatrixController {
  @Get('ok') ok() {
    return { ok: true };
  }
  @Get('domain') domain() {
    throw new StageInvalidError(2);
  }
  @Get('domain-subclass') domainSubclass() {
    throw new StageSkippedError(3);
  }
  @Get('domain-5xx') domain5xx() {
    throw new ChainBrokenError(SECRET);
  }
  @Get('problem') problem() {
    throw new ProblemException(problems[1] ?? 500, { extensions: { limit: 3 } });
  }
  @Get('problem-headers') problemHeaders() {
    throw new ProblemException(401, {
      headers: { 'WWW-Authenticate': 'Bearer', 'Content-Type': 'text/html', 'X-Bad': 'a\r\nb' },
    });
  }
  @Get('problem-5xx') problem5xx() {
    throw new ProblemException(503, { detail: SECRET, headers: { 'Retry-After': '5' } });
  }
  @Get('guard') @UseGuards(NoEntry) guard() {}
  @Get('guard-throws') @UseGuards(BrokenGuard) guardThrows() {}
  @Get('pipe/:id') pipe(@Param('id', ParseIntPipe) id: number) {
    return id;
  }
  @Post('pipe-throws') @UsePipes(BrokenPipe) pipeThrows(@Body() body: unknown) {
    return body;
  }
  @Get('interceptor') @UseInterceptors(BrokenInterceptor) interceptor() {}
  @Post('echo') echo(@Body() body: unknown) {
    return { body };
  }
  @Get('not-found') notFound() {
    throw new NotFoundException();
  }
  @Get('words') words() {
    throw new NotFoundException('No invite has this number.');
  }
  @Get('list') list() {
    throw new HttpException(
      { message: ['a is short', 'b is long'], error: 'Bad Request', statusCode: 400 },
      400,
    );
  }
  @Get('object') object() {
    throw new HttpException({ sql: SECRET }, 400);
  }
  @Get('http-500') http500() {
    throw new HttpException(`down ${SECRET}`, 500);
  }
  @Get('http-teapot') teapot() {
    throw new HttpException('short and stout', 418);
  }
  @Get('bad-status') badStatus() {
    throw new HttpException(SECRET, 200);
  }
  @Get('quotes-query') quotesQuery(@Req() request: { url: string }) {
    throw new ForbiddenException(`Not for ${request.url}`);
  }
  @Get('upstream') upstream() {
    throw Object.assign(new Error(SECRET), { status: 404, statusCode: 404 });
  }
  @Get('look-alike') lookAlike() {
    throw { statusCode: 409, message: SECRET };
  }
  @Get('mw') mw() {}
  @Get('mw-http') mwHttp() {}
  @Get('used') used() {}
  @Get('status-message') statusMessage(
    @Res({ passthrough: true }) response: { statusMessage?: string; raw?: { statusMessage: string } },
  ) {
    (response.raw ?? response).statusMessage = SECRET;
    throw new Error(SECRET);
  }
}

@Module({
  imports: [
    ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems, statusProblems: { 401: 'unauthorized' } }),
  ],
  controllers: [MatrixController],
})
class MatrixModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(() => {
        throw new Error(`middleware ${SECRET}`);
      })
      .forRoutes('mw');
    consumer
      .apply((_request: unknown, _response: unknown, next: (error: unknown) => void) => {
        next(new ForbiddenException('Not through here.'));
      })
      .forRoutes('mw-http');
  }
}

interface Row {
  readonly name: string;
  readonly path: string;
  readonly init?: RequestInit;
  readonly status: number;
  readonly type?: string;
  readonly title: string;
  readonly detail?: string | undefined;
}

const INTERNAL = {
  status: 500,
  type: `${BASE_URI}internal`,
  title: 'Our fault',
  detail: 'Something went wrong on our side. Try again later; if it stays, report the request id.',
} as const;

const json = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': type },
});

const ROWS: readonly Row[] = [
  {
    name: 'a domain error',
    path: '/domain',
    status: 409,
    type: `${BASE_URI}stage-invalid`,
    title: 'Stage is finished',
    detail: 'Stage 2 is finished.',
  },
  {
    name: 'a subclass of a domain error',
    path: '/domain-subclass',
    status: 409,
    type: `${BASE_URI}stage-invalid`,
    title: 'Stage is finished',
    detail: 'Stage 3 is finished.',
  },
  {
    name: 'a domain error of 5xx whose definition tells too much',
    path: '/domain-5xx',
    status: 500,
    type: `${BASE_URI}chain-broken`,
    title: 'Chain is broken',
    detail: INTERNAL.detail,
  },
  {
    name: 'a thrown definition',
    path: '/problem',
    status: 429,
    type: `${BASE_URI}raters-full`,
    title: 'Enough ratings',
    detail: 'No more ratings are taken.',
  },
  {
    name: 'a thrown status that a definition stands for',
    path: '/problem-headers',
    status: 401,
    type: `${BASE_URI}unauthorized`,
    title: 'Sign in',
    detail: 'Valid credentials are needed.',
  },
  {
    name: 'a thrown 5xx status with words',
    path: '/problem-5xx',
    status: 503,
    title: 'Service Unavailable',
    detail: INTERNAL.detail,
  },
  {
    name: 'an unknown path',
    path: '/nowhere',
    status: 404,
    title: 'Not Found',
    detail: 'There is nothing at this address.',
  },
  {
    name: 'a method without a route',
    path: '/ok',
    init: { method: 'DELETE' },
    status: 405,
    title: 'Method Not Allowed',
    detail: 'This address does not support the method.',
  },
  {
    name: 'a guard that refuses',
    path: '/guard',
    status: 403,
    title: 'Forbidden',
    detail: 'Forbidden resource',
  },
  { name: 'a guard that throws', path: '/guard-throws', ...INTERNAL },
  {
    name: 'a pipe that refuses',
    path: '/pipe/x',
    status: 400,
    title: 'Bad Request',
    detail: 'Validation failed (numeric string is expected)',
  },
  { name: 'a pipe that throws', path: '/pipe-throws', init: json('{}'), ...INTERNAL },
  { name: 'an interceptor that throws', path: '/interceptor', ...INTERNAL },
  {
    name: 'malformed JSON',
    path: '/echo',
    init: json(`{"a": ${SECRET}`),
    status: 400,
    title: 'Bad Request',
    detail: 'The request body is not valid JSON.',
  },
  {
    name: 'a body that is too large',
    path: '/echo',
    init: json(JSON.stringify(SECRET.repeat(120_000))),
    status: 413,
    title: 'Content Too Large',
    detail: 'The request body is larger than this server accepts.',
  },
  {
    name: 'an HttpException without words',
    path: '/not-found',
    status: 404,
    title: 'Not Found',
    detail: 'There is nothing at this address.',
  },
  {
    name: 'an HttpException with words',
    path: '/words',
    status: 404,
    title: 'Not Found',
    detail: 'No invite has this number.',
  },
  { name: 'an HttpException with a list', path: '/list', status: 400, title: 'Bad Request' },
  {
    name: 'an HttpException with an object',
    path: '/object',
    status: 400,
    title: 'Bad Request',
    detail: 'The request is not valid.',
  },
  { name: 'an HttpException of 500', path: '/http-500', ...INTERNAL },
  {
    name: 'an HttpException of an unassigned status',
    path: '/http-teapot',
    status: 418,
    title: "I'm a Teapot",
    detail: 'short and stout',
  },
  { name: 'an HttpException of a status that is no error', path: '/bad-status', ...INTERNAL },
  {
    name: 'an HttpException that quotes the query',
    path: '/quotes-query',
    status: 403,
    title: 'Forbidden',
    detail: 'This request is not allowed.',
  },
  { name: 'an error with the status of another server', path: '/upstream', ...INTERNAL },
  {
    name: 'an object that looks like an HTTP error',
    path: '/look-alike',
    status: 409,
    title: 'Conflict',
    detail: 'The request conflicts with the current state.',
  },
  { name: 'a middleware that throws', path: '/mw', ...INTERNAL },
  {
    name: 'a middleware that passes an exception on',
    path: '/mw-http',
    status: 403,
    title: 'Forbidden',
    detail: 'Not through here.',
  },
  { name: 'a function given to app.use that throws', path: '/used', ...INTERNAL },
  { name: 'a handler that set a status message', path: '/status-message', ...INTERNAL },
];

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;

  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      module: MatrixModule,
      configure(nest) {
        nest.use(
          (
            request: { originalUrl: string },
            response: { setHeader(n: string, v: string): void },
            next: () => void,
          ) => {
            response.setHeader('x-request-id', 'req-1');
            if (request.originalUrl.startsWith('/used')) throw new Error(SECRET);
            next();
          },
        );
      },
    });
  });
  afterAll(() => app.close());

  it.each(ROWS)('answers $name as a problem', async ({ path, init, status, type, title, detail }) => {
    const answer = await fetchProblem(`${app.url}${path}?token=${SECRET}`, init);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ type: type ?? 'about:blank', title, status, instance: path });
    if (detail !== undefined) expect(answer.body.detail).toBe(detail);
    expect(answer.body.request_id).toBe('req-1');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(answer.text)));
    expect(answer.text).not.toContain(SECRET);
    expect(answer.text).not.toContain('.ts:');
    expect(answer.statusText).not.toContain(SECRET);
    expect([...answer.headers].flat().join()).not.toContain(SECRET);
    expect((await fetch(`${app.url}/ok`)).status).toBe(200);
  });
});
