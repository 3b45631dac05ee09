import 'reflect-metadata';
import { Body, Controller, Get, Param, Post, Query, ValidationPipe } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { defineProblem, problemValidationPipe } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

class AnswerDto {
  @IsString() @Length(3, 4) code!: string;
  @IsInt() @Min(0) @Max(4) value!: number;
}

class ResponsesDto {
  @IsInt() stage!: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => AnswerDto) answers!: AnswerDto[];
  @IsOptional() @ValidateNested() @Type(() => AnswerDto) 'a/b~c%d'?: AnswerDto;
}

class PageDto {
  @IsOptional() @Type(() => Number) @IsInt() page?: number;
}

class IdDto {
  @Length(3, 5) id!: string;
}

@Controller()
class ValidatedController {
  @Post('responses') responses(@Body() body: ResponsesDto) {
    return { isInstance: body instanceof ResponsesDto && body.answers[0] instanceof AnswerDto };
  }
  @Post('part') part(@Body('answer') answer: AnswerDto) {
    return answer;
  }
  @Post('optional') optional(@Body() body: PageDto) {
    return body;
  }
  @Get('pages') pages(@Query() query: PageDto) {
    return query;
  }
  @Get('things/:id') thing(@Param() params: IdDto) {
    return params;
  }
}

const validation = defineProblem({
  slug: 'validation',
  status: 422,
  title: { en: 'Values are not valid', ko: '올바르지 않은 값' },
});

const post = (body: unknown, language = 'en'): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'accept-language': language },
});

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [ValidatedController],
      options: { problems: [validation], statusProblems: { 422: 'validation' } },
      configure: (nest) => void nest.useGlobalPipes(problemValidationPipe()),
    });
  });
  afterAll(() => app.close());

  it('lets a valid body through as instances', async () => {
    const response = await fetch(
      `${app.url}/responses`,
      post({ stage: 2, answers: [{ code: 'CS1', value: 4 }] }),
    );
    expect(await response.json()).toEqual({ isInstance: true });
  });

  it('points into arrays and nested objects, and never echoes a value', async () => {
    const answer = await fetchProblem(
      `${app.url}/responses`,
      post({
        stage: SECRET,
        answers: [
          { code: 'CS1', value: 1 },
          { code: 'CS2', value: SECRET, extra: SECRET },
        ],
        'a/b~c%d': { code: SECRET, value: 0 },
      }),
    );
    expect(answer.body).toMatchObject({
      type: `${BASE_URI}validation`,
      title: 'Values are not valid',
      status: 422,
      detail: 'The request has values that are not valid.',
    });
    const places = answer.body.errors?.map(({ pointer, code }) => `${String(pointer)} ${String(code)}`);
    expect(places?.toSorted()).toEqual([
      '#/answers/1/extra whitelistValidation',
      '#/answers/1/value isInt',
      '#/answers/1/value max',
      '#/answers/1/value min',
      '#/a~1b~0c%25d/code isLength',
      '#/stage isInt',
    ]);
    expect(answer.body.errors?.every(({ detail }) => typeof detail === 'string')).toBe(true);
    expect(answer.text).not.toContain(SECRET);
  });

  it('tells title and detail in Korean', async () => {
    const answer = await fetchProblem(`${app.url}/responses`, post({}, 'ko'));
    expect(answer.body).toMatchObject({
      title: '올바르지 않은 값',
      detail: '요청에 올바르지 않은 값이 있습니다.',
    });
  });

  it('points to the whole body when it is an array where an object is expected', async () => {
    const answer = await fetchProblem(`${app.url}/optional`, post([1]));
    expect(answer.body.errors).toContainEqual({
      pointer: '#/0',
      detail: 'property 0 should not exist',
      code: 'whitelistValidation',
    });
    const empty = await fetchProblem(`${app.url}/optional`, post([]));
    expect(empty.body.errors).toEqual([
      { pointer: '#', detail: 'Validation failed (object is expected)', code: 'isObject' },
    ]);
  });

  it('starts at the property that the argument is taken from', async () => {
    const answer = await fetchProblem(`${app.url}/part`, post({ answer: { code: 'CS1', value: 9 } }));
    expect(answer.body.errors).toEqual([
      { pointer: '#/answer/value', detail: 'value must not be greater than 4', code: 'max' },
    ]);
  });

  it('names the parameter of a query and of a path', async () => {
    const query = await fetchProblem(`${app.url}/pages?page=${SECRET}`);
    expect(query.body.errors).toEqual([
      { in: 'query', parameter: 'page', detail: 'page must be an integer number', code: 'isInt' },
    ]);
    const path = await fetchProblem(`${app.url}/things/x`);
    expect(path.body.errors).toEqual([
      {
        in: 'path',
        parameter: 'id',
        detail: 'id must be longer than or equal to 3 characters',
        code: 'isLength',
      },
    ]);
  });

  it('lists at most 100 errors', async () => {
    const answers = Array.from({ length: 300 }, () => ({ code: 'CS1', value: 9 }));
    const answer = await fetchProblem(`${app.url}/responses`, post({ stage: 2, answers }));
    expect(answer.body.errors).toHaveLength(100);
  });

  it('takes the status and the cap from its options', async () => {
    await using other = await bootProblemApp(adapter, {
      controllers: [ValidatedController],
      configure: (nest) => void nest.useGlobalPipes(problemValidationPipe({ status: 400, maxErrors: 1 })),
    });
    const answer = await fetchProblem(`${other.url}/responses`, post({}));
    expect(answer.body).toMatchObject({
      type: 'about:blank',
      status: 400,
      detail: 'The request is not valid.',
    });
    expect(answer.body.errors).toHaveLength(1);
  });

  it("lists the messages of Nest's own pipe", async () => {
    await using other = await bootProblemApp(adapter, {
      controllers: [ValidatedController],
      configure: (nest) => void nest.useGlobalPipes(new ValidationPipe()),
    });
    const answer = await fetchProblem(`${other.url}/pages?page=x`);
    expect(answer.body).toMatchObject({
      status: 400,
      errors: [{ detail: 'page must be an integer number' }],
    });
  });
});

it('refuses options that make no sense', () => {
  expect(() => problemValidationPipe({ status: 200 })).toThrow('status must be 400 to 599');
  expect(() => problemValidationPipe({ maxErrors: 0 })).toThrow('maxErrors must be a positive integer');
});
