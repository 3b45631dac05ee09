import 'reflect-metadata';
import {
  BadRequestException,
  Body,
  Controller,
  HttpStatus,
  Get,
  ParseArrayPipe,
  ParseBoolPipe,
  ParseDatePipe,
  ParseEnumPipe,
  ParseIntPipe,
  ParseUUIDPipe,
  Param,
  Post,
  Query,
  StandardSchemaValidationPipe,
  UnprocessableEntityException,
  ValidationPipe,
  type PipeTransform,
  type ValidationError,
} from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MinLength, ValidateNested } from 'class-validator';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

class AnswerDto {
  @Max(4) @IsInt() value!: number;
}

class ResponsesDto {
  @IsString() @MinLength(3) name!: string;
  @ValidateNested({ each: true }) @Type(() => AnswerDto) answers!: AnswerDto[];
}

class PageDto {
  @Type(() => Number) @IsInt() page!: number;
}

enum Color {
  Red = 'red',
}

const responses = v.object({ name: v.string(), answers: v.array(v.object({ value: v.number() })) });

@Controller()
class FormsController {
  @Post('body') body(@Body() body: ResponsesDto) {
    return body;
  }
  @Get('query') query(@Query() query: PageDto) {
    return query;
  }
  @Get('int/:id') int(@Param('id', ParseIntPipe) id: number) {
    return id;
  }
  @Get('uuid/:id') uuid(@Param('id', ParseUUIDPipe) id: string) {
    return id;
  }
  @Get('bool') bool(@Query('on', ParseBoolPipe) on: boolean) {
    return on;
  }
  @Get('enum') enum(@Query('color', new ParseEnumPipe(Color)) color: Color) {
    return color;
  }
  @Get('date') date(@Query('on', new ParseDatePipe()) on: Date) {
    return on;
  }
  @Get('array') array(
    @Query('ids', new ParseArrayPipe({ items: Number, stopAtFirstError: false })) ids: number[],
  ) {
    return ids;
  }
}

@Controller()
class SchemaController {
  @Post('schema') schema(@Body({ schema: responses }) body: unknown) {
    return body;
  }
}

const post = (body: unknown, language = 'en'): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'accept-language': language },
});

const BODY = { name: SECRET, answers: [{ value: 1 }, { value: SECRET }] };

const flatten = (errors: readonly ValidationError[]): string[] =>
  errors.flatMap(({ constraints = {}, children = [] }) => [
    ...Object.values(constraints),
    ...flatten(children),
  ]);

/** What a team may use, and what is known of the two broken rules of the body. */
const PIPES: Readonly<Record<string, readonly [pipe: () => PipeTransform, pointer: string | undefined]>> = {
  'the default list': [() => new ValidationPipe(), '#/answers/1/value'],
  'the default list of one rule each': [
    () => new ValidationPipe({ stopAtFirstError: true }),
    '#/answers/1/value',
  ],
  'the grouped format': [() => new ValidationPipe({ errorFormat: 'grouped' }), '#/answers/1/value'],
  'another status': [
    () => new ValidationPipe({ errorHttpStatusCode: HttpStatus.UNPROCESSABLE_ENTITY }),
    '#/answers/1/value',
  ],
  'a factory that passes the trees on': [
    () => new ValidationPipe({ exceptionFactory: (errors) => new BadRequestException(errors) }),
    '#/answers/1/value',
  ],
  'a factory with a body of its own': [
    () =>
      new ValidationPipe({
        exceptionFactory: (errors) => new UnprocessableEntityException({ message: 'Look below.', errors }),
      }),
    '#/answers/1/value',
  ],
  'a factory of flat messages': [
    () =>
      new ValidationPipe({
        exceptionFactory: (errors) => new BadRequestException({ errors: flatten(errors) }),
      }),
    '#/value',
  ],
};

describe.each(ADAPTERS)('on %s', (adapter) => {
  describe.each(Object.keys(PIPES))('with %s', (name) => {
    let app: ProblemApp;
    const [pipe, pointer] = PIPES[name] ?? [];
    beforeAll(async () => {
      app = await bootProblemApp(adapter, {
        controllers: [FormsController],
        configure: (nest) => void nest.useGlobalPipes(pipe?.() as PipeTransform),
      });
    });
    afterAll(() => app.close());

    it('points into the body, names the rule and speaks the language of the client', async () => {
      const english = await fetchProblem(`${app.url}/body`, post(BODY));
      expect(english.body.errors).toContainEqual({
        pointer,
        code: 'isInt',
        detail: expect.stringMatching(/value must be an integer number$/) as string,
      });
      expect(english.text).not.toContain(SECRET);
      const korean = await fetchProblem(`${app.url}/body`, post(BODY, 'ko'));
      expect(korean.body.errors).toContainEqual({ pointer, code: 'isInt', detail: '정수여야 합니다.' });
    });

    it('names the parameter of a query', async () => {
      const answer = await fetchProblem(`${app.url}/query?page=${SECRET}`);
      expect(answer.body.errors).toEqual([
        { in: 'query', parameter: 'page', code: 'isInt', detail: 'page must be an integer number' },
      ]);
      const missing = await fetchProblem(`${app.url}/query`);
      expect(missing.body.errors).toEqual([
        { parameter: 'page', code: 'isInt', detail: 'page must be an integer number' },
      ]);
    });
  });

  it('keeps the words beside a list', async () => {
    const [pipe] = PIPES['a factory with a body of its own'] ?? [];
    await using app = await bootProblemApp(adapter, {
      controllers: [FormsController],
      configure: (nest) => void nest.useGlobalPipes(pipe?.() as PipeTransform),
    });
    const answer = await fetchProblem(`${app.url}/body`, post(BODY));
    expect(answer.body).toMatchObject({ status: 422, detail: 'Look below.' });
  });

  it('caps what Nest lists, and counts the rest', async () => {
    await using app = await bootProblemApp(adapter, {
      controllers: [FormsController],
      configure: (nest) => void nest.useGlobalPipes(new ValidationPipe()),
    });
    const answers = Array.from({ length: 300 }, () => ({ value: 'x' }));
    const { body } = await fetchProblem(`${app.url}/body`, post({ name: 'abc', answers }));
    expect(body.errors).toHaveLength(100);
    expect(body['errors_omitted']).toBe(500);
  });

  it.each([
    ['/int/x', 'Validation failed (numeric string is expected)', '숫자여야 합니다.', 'isNumberString'],
    ['/uuid/x', 'Validation failed (uuid is expected)', '올바른 UUID여야 합니다.', 'isUuid'],
    [
      '/bool?on=x',
      'Validation failed (boolean string is expected)',
      'true 또는 false여야 합니다.',
      'isBooleanString',
    ],
    [
      '/enum?color=x',
      'Validation failed (enum string is expected)',
      '정해진 값 중 하나여야 합니다.',
      'isEnum',
    ],
    ['/date?on=x', 'Validation failed (invalid date format)', '올바른 날짜여야 합니다.', 'isDate'],
    ['/date', 'Validation failed (no Date provided)', '날짜를 넣어 주세요.', 'isDefined'],
    ['/array', 'Validation failed (parsable array expected)', '쉼표로 구분한 목록이어야 합니다.', 'isArray'],
  ])('tells what a pipe of Nest says of %s in both languages', async (path, en, ko, code) => {
    await using app = await bootProblemApp(adapter, { controllers: [FormsController] });
    const english = await fetchProblem(app.url + path);
    expect(english.body).toMatchObject({ status: 400, detail: en, errors: [{ detail: en, code }] });
    const korean = await fetchProblem(app.url + path, { headers: { 'accept-language': 'ko' } });
    expect(korean.body).toMatchObject({ detail: ko, errors: [{ detail: ko, code }] });
  });

  it('names the items of a list', async () => {
    await using app = await bootProblemApp(adapter, { controllers: [FormsController] });
    const answer = await fetchProblem(`${app.url}/array?ids=1,${SECRET},x`);
    expect(answer.text).not.toContain(SECRET);
    expect(answer.body.errors?.map(({ code }) => code)).toEqual(['isNumber', 'isNumber']);
  });

  it.each<[string, () => PipeTransform, string | undefined]>([
    ['the list', () => new StandardSchemaValidationPipe(), undefined],
    [
      'the issues passed on',
      () =>
        new StandardSchemaValidationPipe({
          exceptionFactory: (issues) => new BadRequestException(issues),
        }),
      '#/answers/1/value',
    ],
  ])("cuts what a schema library says of the value: %s of Nest's pipe", async (_, pipe, pointer) => {
    await using app = await bootProblemApp(adapter, {
      controllers: [SchemaController],
      configure: (nest) => void nest.useGlobalPipes(pipe()),
    });
    const answer = await fetchProblem(`${app.url}/schema`, post(BODY));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors?.[0]?.['pointer']).toBe(pointer);
    expect(answer.body.errors?.[0]?.['detail']).toMatch(/Invalid type: Expected number$/);
    expect(answer.text).not.toContain(SECRET);
  });
});
