import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Put,
  type INestApplication,
} from '@nestjs/common';
import {
  ApiExcludeEndpoint,
  ApiExtension,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiProperty,
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
  type OperationObject,
} from '@nestjs/swagger';
import { Validator, type SpecData } from '@seriousme/openapi-schema-validator';
import { IsInt } from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { defineProblem, ProblemException, problemValidationPipe } from '../src/index.js';
import {
  ApiProblems,
  describeProblems,
  undeclaredProblems,
  warnOfUndeclaredProblems,
  type DescribeProblemsOptions,
  type UndeclaredProblems,
} from '../src/openapi/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, type ProblemApp } from './problem-app.js';

class SeatTakenError extends Error {
  constructor(readonly seat: string) {
    super('taken');
  }
}

const seatTaken = defineProblem({
  slug: 'seat-taken',
  status: 409,
  title: { en: 'Seat is taken', ko: '이미 예약된 좌석' },
  error: SeatTakenError,
  detail: ({ seat }) => ({
    en: `Choose another seat than ${seat}.`,
    ko: `${seat} 말고 다른 좌석을 고르세요.`,
  }),
  extensions: ({ seat }) => ({ seat }),
  members: {
    seat: { schema: { type: 'string' }, description: { en: 'The seat.', ko: '좌석.' } },
    row: { schema: { type: 'integer' }, optional: true },
  },
  example: { seat: '7A' },
});
const showOver = defineProblem({
  slug: 'show-over',
  status: 409,
  title: { en: 'The show is over', ko: '공연이 끝남' },
  detail: { en: 'There is nothing left to see.', ko: '더 볼 것이 없습니다.' },
});
const doorsClosed = defineProblem({
  slug: 'doors-closed',
  status: 503,
  title: { en: 'Doors are closed', ko: '문이 닫힘' },
  headers: { 'Retry-After': '60', 'X-Door': 'east' },
});
const unauthorized = defineProblem({
  slug: 'unauthorized',
  status: 401,
  title: { en: 'Sign-in needed', ko: '인증 필요' },
  headers: { 'WWW-Authenticate': 'Bearer' },
});
const validation = defineProblem({
  slug: 'validation',
  status: 422,
  title: { en: 'Not valid', ko: '올바르지 않음' },
});
const notRegistered = defineProblem({
  slug: 'not-registered',
  status: 418,
  title: { en: 'Unknown', ko: '모름' },
});

class BookSeat {
  @ApiProperty()
  @IsInt()
  row!: number;
}

@ApiProblems(unauthorized)
abstract class GuardedController {
  /** A route of a base class gets what its subclasses declare. */
  @Get('inherited')
  inherited() {
    throw new ProblemException(unauthorized);
  }
}

@ApiProblems(doorsClosed)
@Controller('seats')
class SeatsController extends GuardedController {
  @Get(':seat')
  @ApiProblems(seatTaken)
  @ApiProblems(showOver, 404)
  @ApiOkResponse()
  @ApiNotFoundResponse({ description: 'Nobody knows this seat.', schema: { type: 'string' } })
  one(@Param('seat') seat: string) {
    if (seat === 'over') throw new ProblemException(showOver);
    if (seat === 'closed') throw new ProblemException(doorsClosed);
    if (seat === 'none') throw new NotFoundException();
    if (seat === 'gone') throw new ProblemException(410);
    if (seat === 'broken') throw new BadRequestException();
    throw new SeatTakenError(seat);
  }

  @Post()
  @ApiExtension('x-problem-show-over', { problem: 'show-over' })
  book(@Body() body: BookSeat) {
    if (body.row === 0) throw new ProblemException(showOver);
    return body;
  }

  @Delete(':seat')
  @HttpCode(204)
  @ApiExtension('x-problem-by-uri', { problem: `${BASE_URI}seat-taken` })
  free(@Param('seat') seat: string) {
    throw new SeatTakenError(seat);
  }

  @Get('files/*')
  @ApiProblems(404)
  file() {
    throw new ProblemException(showOver);
  }

  @Put('any')
  @ApiProblems(showOver)
  any() {
    throw new SeatTakenError('any');
  }

  @Get('hidden/:seat')
  @ApiExcludeEndpoint()
  hidden() {
    throw new ProblemException(410);
  }
}

const problems = [seatTaken, showOver, doorsClosed, unauthorized, validation];
const GENERAL: DescribeProblemsOptions = {
  everywhere: [500],
  withRequestBody: [validation],
  onWrites: [400],
};

function createDocument(app: INestApplication, version = '3.0.0'): OpenAPIObject {
  const builder = new DocumentBuilder().setTitle('Seats').setVersion('1').setOpenAPIVersion(version);
  return SwaggerModule.createDocument(app, builder.build());
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  let document: OpenAPIObject;
  let undeclared: UndeclaredProblems;
  const warnings: string[] = [];
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [SeatsController],
      options: { problems, statusProblems: { 422: 'validation' } },
      configure: (nest) => {
        nest.useGlobalPipes(problemValidationPipe());
        nest.setGlobalPrefix('api');
        document = describeProblems(createDocument(nest), nest, GENERAL);
        undeclared = undeclaredProblems(nest, document);
      },
    });
    app.app.useLogger({ log() {}, error() {}, warn: (message: string) => warnings.push(message) });
  });
  afterAll(() => app.close());

  const operation = (path: string, method: 'get' | 'post' | 'delete' = 'get') =>
    document.paths[path]?.[method] as OperationObject;
  const statuses = (path: string, method?: 'get' | 'post' | 'delete') =>
    Object.keys(operation(path, method).responses);

  it.each(['3.0.0', '3.1.0', '3.2.0'])('makes a valid OpenAPI %s document', async (version) => {
    const described = describeProblems(createDocument(app.app, version), app.app, GENERAL);
    const { valid, errors } = await new Validator().validate(
      JSON.parse(JSON.stringify(described)) as SpecData,
    );
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(JSON.stringify(described)).not.toContain('x-problem');
  });

  it('adds up what controller, base class and route declare, and keeps the answer that is no problem', () => {
    expect(statuses('/api/seats/{seat}')).toEqual(['200', '401', '404', '409', '500', '503']);
    expect(statuses('/api/seats/{seat}', 'delete')).toEqual(['204', '400', '401', '409', '500', '503']);
    expect(statuses('/api/seats', 'post')).toEqual(['201', '400', '401', '409', '422', '500', '503']);
    expect(statuses('/api/seats/inherited')).toEqual(['200', '401', '500', '503']);
  });

  it('tells problems of one status apart by their types', () => {
    expect(operation('/api/seats/{seat}').responses['409']).toMatchObject({
      description: 'Seat is taken / The show is over',
      content: {
        'application/problem+json': {
          schema: {
            oneOf: [
              { $ref: '#/components/schemas/SeatTakenProblem' },
              { $ref: '#/components/schemas/ShowOverProblem' },
            ],
            discriminator: {
              propertyName: 'type',
              mapping: { [`${BASE_URI}seat-taken`]: '#/components/schemas/SeatTakenProblem' },
            },
          },
        },
      },
    });
    expect(operation('/api/seats/{seat}', 'delete').responses['409']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/SeatTakenProblem' } } },
    });
    expect(document.components?.schemas?.['SeatTakenProblem']).toMatchObject({
      title: 'Seat is taken',
      allOf: [
        { $ref: '#/components/schemas/Problem' },
        {
          properties: {
            type: { enum: [`${BASE_URI}seat-taken`] },
            status: { enum: [409] },
            seat: { type: 'string', description: 'The seat. 좌석.' },
            row: { type: 'integer' },
          },
          required: ['type', 'status', 'seat'],
        },
      ],
    });
  });

  it('shows examples in every language, with what the definition says of its members', () => {
    expect(document.components?.examples).toMatchObject({
      'SeatTakenProblem.ko': {
        value: { type: `${BASE_URI}seat-taken`, title: '이미 예약된 좌석', status: 409, seat: '7A' },
      },
      'ShowOverProblem.en': { value: { detail: 'There is nothing left to see.' } },
      'Generic404Problem.en': {
        value: { type: 'about:blank', title: 'Not Found', detail: 'There is nothing at this address.' },
      },
    });
    expect(document.components?.examples?.['SeatTakenProblem.ko']).not.toHaveProperty('value.detail');
  });

  it('names headers, and keeps what the route says of a response itself', () => {
    const { responses } = operation('/api/seats/{seat}');
    expect(responses['503']).toMatchObject({
      headers: { 'Retry-After': { schema: { example: '60' } }, 'X-Door': {}, 'Content-Language': {} },
    });
    expect(responses['401']).toMatchObject({
      headers: { 'WWW-Authenticate': { schema: { example: 'Bearer' } } },
    });
    expect(responses['404']).toMatchObject({
      description: 'Nobody knows this seat.',
      content: { 'application/json': { schema: { type: 'string' } }, 'application/problem+json': {} },
    });
  });

  it('describes what Nest serves: every documented problem is answered as its schema says', async () => {
    const { body, headers } = await fetchProblem(`${app.url}/api/seats/7A`);
    const answered = { ...body, instance: undefined, detail: undefined };
    expect(document.components?.examples?.['SeatTakenProblem.en']).toMatchObject({
      value: { ...(JSON.parse(JSON.stringify(answered)) as object) },
    });
    expect(headers.get('content-language')).toBe('en');
  });

  it('finds what a route answers and does not declare, each once', async () => {
    const stopWarning = warnOfUndeclaredProblems(app.app, document);
    const ask = (path: string, init?: RequestInit) => fetch(`${app.url}/api${path}`, init);
    const book = { method: 'POST', headers: { 'content-type': 'application/json' } };
    for (const declared of ['7A', 'over', 'closed', 'none']) await ask(`/seats/${declared}`);
    await ask('/seats', { ...book, body: '{"row":0}' });
    await ask('/seats', { ...book, body: '{"row":"x"}' });
    await ask('/seats', { ...book, body: '{' });
    await ask('/seats/7A', { method: 'DELETE' });
    await ask('/seats/inherited');
    for (const unrouted of ['/nowhere', '/seats/hidden/1', '/%E0%A4%A']) await ask(unrouted);
    expect(undeclared.list()).toEqual([]);
    undeclared.assertNone();

    for (const path of ['/seats/gone', '/seats/gone?again', '/seats/broken', '/seats/files/a/b'])
      await ask(path);
    await ask('/seats/broken', { method: 'HEAD' });
    await ask('/seats/any', { method: 'PUT' });
    const lines = [
      /^GET \/api\/seats\/:seat answers 410 about:blank, which @ApiProblems does not declare/,
      /^GET \/api\/seats\/:seat answers 400 about:blank/,
      /^GET \/api\/seats\/files\/\S* answers 409 https:\/\/problems.example\/show-over/,
      /^HEAD \/api\/seats\/:seat answers 400 about:blank/,
      /^PUT \/api\/seats\/any answers 409 https:\/\/problems.example\/seat-taken/,
    ];
    const ours = () => warnings.filter((message) => message.includes('@ApiProblems'));
    expect(ours()).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(undeclared.list().map(({ status }) => status)).toEqual([410, 400, 409, 400, 409]);
    for (const line of lines) expect(() => undeclared.assertNone()).toThrow(new RegExp(line.source, 'm'));

    undeclared.stop();
    stopWarning();
    await ask('/seats/gone', { method: 'HEAD' });
    expect([ours().length, undeclared.list().length]).toEqual([5, 5]);
  });

  it('answers also when the warning cannot be logged', async () => {
    const quiet = { log() {}, error() {}, warn() {} };
    app.app.useLogger({
      ...quiet,
      warn() {
        throw new Error('no log');
      },
    });
    const stop = warnOfUndeclaredProblems(app.app, document);
    expect((await fetchProblem(`${app.url}/api/seats/gone`)).status).toBe(410);
    stop();
    app.app.useLogger(quiet);
  });

  it('names the route that declares a problem that nobody registered', () => {
    expect(() => describeProblems(createDocument(app.app), app.app, { everywhere: [notRegistered] })).toThrow(
      'problem-details: GET /api/seats/{seat}: "not-registered" is declared, but it is neither registered',
    );
    expect(() => describeProblems(createDocument(app.app), app.app, { everywhere: [200] })).toThrow(
      '"200" is declared',
    );
  });

  it('refuses to take the name of a schema that is there', () => {
    const taken = createDocument(app.app);
    taken.components = { schemas: { SeatTakenProblem: { type: 'object' } } };
    expect(() => describeProblems(taken, app.app)).toThrow('two schemas called "SeatTakenProblem"');
  });
});

it('shows examples in the languages of the application, whichever a definition knows', async () => {
  const texts = {
    '4xx': { title: 'リクエストエラー', detail: '処理できませんでした。' },
    '5xx': { title: 'サーバーエラー', detail: 'もう一度お試しください。' },
  };
  const app = await bootProblemApp('fastify', {
    controllers: [SeatsController],
    options: {
      problems,
      languages: ['ko', 'ja'],
      texts: {
        ja: {
          statuses: texts,
          problems: {
            'seat-taken': { title: '予約済み', members: { seat: '座席です。' } },
            'show-over': { title: '公演終了', detail: '公演は終わりました。' },
            'doors-closed': { title: '閉場' },
            unauthorized: { title: '要認証' },
            validation: { title: '入力エラー' },
          },
        },
      },
    },
  });
  try {
    const { components, paths } = describeProblems(createDocument(app.app), app.app);
    expect(Object.keys(components?.examples ?? {}).filter((name) => name.startsWith('ShowOver'))).toEqual([
      'ShowOverProblem.ja',
      'ShowOverProblem.ko',
    ]);
    expect(components?.examples).toMatchObject({
      'ShowOverProblem.ja': { value: { title: '公演終了', detail: '公演は終わりました。' } },
      'DoorsClosedProblem.ja': { value: { title: '閉場', detail: 'もう一度お試しください。' } },
      'Generic404Problem.ja': { value: { title: 'リクエストエラー' } },
    });
    expect(paths['/seats/{seat}']?.get?.responses['404']).toMatchObject({
      headers: { 'Content-Language': { schema: { enum: ['ja', 'ko'] } } },
    });
  } finally {
    await app.close();
  }
});
