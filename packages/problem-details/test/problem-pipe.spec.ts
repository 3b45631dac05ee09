import 'reflect-metadata';
import {
  Body,
  BadRequestException,
  ConflictException,
  Controller,
  HttpStatus,
  createParamDecorator,
  FileTypeValidator,
  Get,
  MaxFileSizeValidator,
  Param,
  ParseArrayPipe,
  ParseFilePipe,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Query,
  ServiceUnavailableException,
  ValidationPipe,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import { IsInt, Max } from 'class-validator';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import {
  problemPipe,
  problemSchemaPipe,
  ProblemException,
  problemValidationPipe,
  type FieldPlace,
} from '../src/index.js';
import { bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

interface WithHeaders {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const readHeader = (name: string, context: ExecutionContext) =>
  context.switchToHttp().getRequest<WithHeaders>().headers[name.toLowerCase()];

/** A decorator that says where its argument comes from. */
const FromRequest = createParamDecorator((place: FieldPlace, context) =>
  readHeader(place.parameter ?? '', context),
);
/** One that gives just a name. */
const Named = createParamDecorator(readHeader);
/** What a file interceptor leaves, as far as the client said it. */
const Upload = createParamDecorator((_: unknown, context) => {
  const type = readHeader('x-type', context);
  return type === undefined ? undefined : { size: Number(readHeader('x-size', context)), mimetype: type };
});

class HeaderDto {
  @IsInt() @Max(4) value!: number;
}

const Whole = createParamDecorator((_: FieldPlace, context) => ({ value: readHeader('x-value', context) }));

const refuse = (error: Error): PipeTransform => ({
  transform() {
    throw error;
  },
});

const filePipe = new ParseFilePipe({
  validators: [
    new MaxFileSizeValidator({ maxSize: 1000 }),
    new FileTypeValidator({ fileType: 'image/png', skipMagicNumbersValidation: true }),
  ],
});

const page = v.object({
  page: v.pipe(v.string(), v.digits()),
  tags: v.optional(v.array(v.pipe(v.string(), v.maxLength(3)))),
});

@Controller()
class PipesController {
  @Get('path/:id') path(@Param('id', problemPipe(new ParseIntPipe())) id: number) {
    return { id };
  }
  @Get('query') query(
    @Query(
      'id',
      problemPipe(new ParseUUIDPipe({ version: '4', errorHttpStatusCode: HttpStatus.UNPROCESSABLE_ENTITY })),
    )
    id: string,
  ) {
    return { id };
  }
  @Post('body') body(@Body('a/b', problemPipe(new ParseIntPipe())) id: number) {
    return { id };
  }
  @Get('list') list(
    @Query('ids', problemPipe(new ParseArrayPipe({ items: Number, stopAtFirstError: false }))) ids: number[],
  ) {
    return { ids };
  }
  @Get('header') header(
    @FromRequest({ in: 'header', parameter: 'X-Device' }, problemPipe(new ParseUUIDPipe())) device: string,
  ) {
    return { device };
  }
  @Get('named') named(@Named('X-Device', problemPipe(new ParseUUIDPipe())) device: string) {
    return { device };
  }
  @Get('stated') stated(
    @Named('X-Device', problemPipe(new ParseUUIDPipe(), { in: 'header', parameter: 'X-Device' }))
    device: string,
  ) {
    return { device };
  }
  @Get('cookie') cookie(
    @Whole({ in: 'cookie', parameter: 'prefs' }, problemValidationPipe({ validateCustomDecorators: true }))
    whole: HeaderDto,
  ) {
    return whole;
  }
  @Post('file') file(@Upload(problemPipe(filePipe, { pointer: '#/avatar' })) file: unknown) {
    return { file };
  }
  @Get('words') words(
    @Query('x', problemPipe(refuse(new BadRequestException('Not on Sundays.')))) x: string,
  ) {
    return x;
  }
  @Get('conflict') conflict(@Query('x', problemPipe(refuse(new ConflictException()))) x: string) {
    return x;
  }
  @Get('problem') problem(@Query('x', problemPipe(refuse(new ProblemException(410)))) x: string) {
    return x;
  }
  @Get('broken') broken(@Query('x', problemPipe(refuse(new Error(SECRET)))) x: string) {
    return x;
  }
  @Get('away') away(@Query('x', problemPipe(refuse(new ServiceUnavailableException(SECRET)))) x: string) {
    return x;
  }
  @Get('own') own(@Query(problemPipe(new ValidationPipe({ transform: true }))) query: HeaderDto) {
    return query;
  }
  @Get('schema') schema(@Query({ schema: page }) query: unknown) {
    return query;
  }
  @Post('schema') schemaBody(@Body({ schema: page }) body: unknown) {
    return body;
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  const errorsOf = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetchProblem(app.url + path, { headers });
    expect(answer.text).not.toContain(SECRET);
    return answer.body.errors;
  };
  const post = (path: string, body: unknown, headers = {}) =>
    fetchProblem(app.url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [PipesController],
      configure: (nest) => void nest.useGlobalPipes(problemSchemaPipe()),
    });
  });
  afterAll(() => app.close());

  it('lets through what the pipe lets through', async () => {
    expect(await (await fetch(`${app.url}/path/7`)).json()).toEqual({ id: 7 });
    expect(await (await fetch(`${app.url}/list?ids=1,2`)).json()).toEqual({ ids: [1, 2] });
  });

  it('names the parameter of a path, in both languages', async () => {
    expect(await errorsOf('/path/x')).toEqual([
      {
        in: 'path',
        parameter: 'id',
        detail: 'Validation failed (numeric string is expected)',
        code: 'isNumberString',
      },
    ]);
    const answer = await fetchProblem(`${app.url}/path/x`, { headers: { 'accept-language': 'ko' } });
    expect(answer.body).toMatchObject({
      status: 400,
      detail: '숫자여야 합니다.',
      errors: [{ detail: '숫자여야 합니다.' }],
    });
  });

  it('names the parameter of a query, and keeps the status', async () => {
    const answer = await fetchProblem(`${app.url}/query?id=${SECRET}`);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { in: 'query', parameter: 'id', detail: 'Validation failed (uuid v 4 is expected)', code: 'isUuid' },
    ]);
  });

  it('points into the body', async () => {
    const answer = await post('/body', { 'a/b': SECRET });
    expect(answer.body.errors).toMatchObject([{ pointer: '#/a~1b', code: 'isNumberString' }]);
    expect(answer.text).not.toContain(SECRET);
  });

  it('names the items of a list', async () => {
    expect(await errorsOf(`/list?ids=1,${SECRET},3,x`)).toEqual([
      { in: 'query', parameter: 'ids[1]', detail: 'item must be a number', code: 'isNumber' },
      { in: 'query', parameter: 'ids[3]', detail: 'item must be a number', code: 'isNumber' },
    ]);
  });

  it('names a header that the data of its decorator or the pipe names', async () => {
    const error = { detail: 'Validation failed (uuid is expected)', code: 'isUuid', parameter: 'X-Device' };
    expect(await errorsOf('/header', { 'x-device': SECRET })).toEqual([{ in: 'header', ...error }]);
    expect(await errorsOf('/stated', { 'x-device': SECRET })).toEqual([{ in: 'header', ...error }]);
    expect(await errorsOf('/named', { 'x-device': SECRET })).toEqual([error]);
  });

  it('names the parts of a cookie', async () => {
    expect(await errorsOf('/cookie', { 'x-value': SECRET })).toContainEqual({
      in: 'cookie',
      parameter: 'prefs[value]',
      detail: 'value must be an integer number',
      code: 'isInt',
    });
  });

  it('says of a file what is allowed, not what it is', async () => {
    const none = await post('/file', {});
    expect(none.body.errors).toEqual([
      { pointer: '#/avatar', detail: 'File is required', code: 'isDefined' },
    ]);
    const large = await post('/file', {}, { 'x-type': 'image/png', 'x-size': '987654' });
    expect(large.body.errors).toEqual([
      { pointer: '#/avatar', detail: 'The file must be smaller than 1000 bytes.', code: 'maxFileSize' },
    ]);
    expect(large.text).not.toContain('987654');
    const odd = await post('/file', {}, { 'x-type': `text/${SECRET}`, 'x-size': '9' });
    expect(odd.body.errors).toEqual([
      { pointer: '#/avatar', detail: 'The file must be of the type image/png.', code: 'fileType' },
    ]);
    expect(odd.text).not.toContain(SECRET);
  });

  it('names the argument that a pipe of the application refuses', async () => {
    const answer = await fetchProblem(`${app.url}/words?x=1`);
    expect(answer.body).toMatchObject({
      status: 400,
      detail: 'Not on Sundays.',
      errors: [{ in: 'query', parameter: 'x', detail: 'Not on Sundays.' }],
    });
    expect((await fetchProblem(`${app.url}/conflict?x=1`)).body.status).toBe(409);
  });

  it('passes on what is no refusal', async () => {
    expect((await fetchProblem(`${app.url}/problem?x=1`)).status).toBe(410);
    for (const [path, status] of [
      ['/broken', 500],
      ['/away', 503],
    ] as const) {
      const answer = await fetchProblem(`${app.url}${path}?x=1`);
      expect(answer.status).toBe(status);
      expect(answer.text).not.toContain(SECRET);
    }
  });

  it("names the parameters of Nest's own ValidationPipe", async () => {
    expect(await errorsOf(`/own?value=${SECRET}`)).toContainEqual({
      in: 'query',
      parameter: 'value',
      detail: 'value must be an integer number',
      code: 'isInt',
    });
  });

  it('says where and why a value does not fit its schema', async () => {
    expect(await errorsOf(`/schema?page=${SECRET}`)).toEqual([
      { in: 'query', parameter: 'page', detail: 'The value is not valid.', code: 'digits' },
    ]);
    const answer = await post('/schema', { page: 7, tags: ['abc', SECRET] });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '#/page', detail: 'Invalid type: Expected string', code: 'string' },
      { pointer: '#/tags/1', detail: 'Invalid length: Expected <=3', code: 'max_length' },
    ]);
    expect(answer.text).not.toContain(SECRET);
  });
});

it('refuses options that make no sense', () => {
  expect(() => problemSchemaPipe({ status: 200 })).toThrow('status must be 400 to 599');
});
