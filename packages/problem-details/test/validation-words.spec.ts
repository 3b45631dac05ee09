import 'reflect-metadata';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  Min,
  registerDecorator,
  ValidateNested,
  type ValidationArguments,
} from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { problemValidationPipe } from '../src/index.js';
import { bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

/** A rule of the application, as libraries of validators have them. */
function IsSeat(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isSeat',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value) => /^\d[A-F]$/.test(String(value)),
        defaultMessage: () => '$property is not a seat, but $value',
      },
    });
}

class ItemDto {
  @IsIn(['a', 'b']) kind!: string;
}

class WordsDto {
  @IsOptional() @IsEmail() email?: string;
  @IsOptional() @Length(2, 10) name?: string;
  @IsOptional() @Min(14, { message: 'You have to be $constraint1, not $value.' }) age?: number;
  @IsOptional() @Min(14, { message: 'You have to be $constraint1.' }) years?: number;
  @IsOptional()
  @MaxLength(3, { message: ({ value }: ValidationArguments) => `<${String(value)}> is long` })
  nick?: string;
  @IsOptional()
  @MaxLength(2, {
    each: true,
    message: ({ value }: ValidationArguments) => `not ${(value as string[]).join()}`,
  })
  tags?: string[];
  @IsOptional() @IsSeat() seat?: string;
  @IsOptional() @ValidateNested() @Type(() => ItemDto) '#이름 a/b~c.d%'?: ItemDto;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => ItemDto) set?: Set<ItemDto>;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => ItemDto) map?: Map<string, ItemDto>;
}

class NothingKnown {
  anything?: string;
}

class FilterDto {
  @IsOptional() @ValidateNested() @Type(() => ItemDto) filter?: ItemDto;
  @IsOptional() @IsString() 'first name'?: string;
}

@Controller()
class WordsController {
  @Post('words') words(@Body() body: WordsDto) {
    return body;
  }
  @Post('unknown') unknown(@Body() body: NothingKnown) {
    return body;
  }
  @Get('filter') filter(@Query() query: FilterDto) {
    return query;
  }
  @Get('paths/:filter') path(@Param() params: FilterDto) {
    return params;
  }
}

const post = (body: unknown, language = 'en'): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'accept-language': language },
});

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  const errorsOf = async (body: unknown, language = 'en', url = app.url) => {
    const answer = await fetchProblem(`${url}/words`, post(body, language));
    expect(answer.status).toBe(422);
    expect(answer.text).not.toContain(SECRET);
    return answer.body.errors;
  };

  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [WordsController],
      configure: (nest) => void nest.useGlobalPipes(problemValidationPipe()),
    });
  });
  afterAll(() => app.close());

  it('tells rules with their numbers in both languages', async () => {
    const body = { email: SECRET, name: 'x' };
    expect(await errorsOf(body)).toEqual([
      { pointer: '#/email', detail: 'email must be an email', code: 'isEmail' },
      { pointer: '#/name', detail: 'name must be longer than or equal to 2 characters', code: 'isLength' },
    ]);
    expect(await errorsOf(body, 'ko')).toEqual([
      { pointer: '#/email', detail: '올바른 이메일 주소여야 합니다.', code: 'isEmail' },
      { pointer: '#/name', detail: '2자 이상이어야 합니다.', code: 'isLength' },
    ]);
  });

  it('keeps a message that the application wrote', async () => {
    const error = { pointer: '#/years', detail: 'You have to be 14.', code: 'min' };
    expect(await errorsOf({ years: 3 })).toEqual([error]);
    expect(await errorsOf({ years: 3 }, 'ko')).toEqual([error]);
  });

  it.each([
    ['a message with $value', { age: 7 }],
    ['a message with $value of many digits', { age: -4711 }],
    ['a message that a function makes', { nick: SECRET }],
    ['a message that a function makes of a short value', { nick: 'abcd' }],
    ['a message that a function makes of a list', { tags: ['ok', SECRET] }],
    ['a message of a validator', { seat: SECRET }],
  ])('does not repeat a value by %s', async (_, body) => {
    const [error] = (await errorsOf(body)) ?? [];
    expect(error?.['detail']).toBe('The value is not valid.');
    const [korean] = (await errorsOf(body, 'ko')) ?? [];
    expect(korean?.['detail']).toBe('올바르지 않은 값입니다.');
  });

  it('points through names with every special character, through sets and through maps', async () => {
    const wrong = { kind: SECRET };
    const body = {
      '#이름 a/b~c.d%': wrong,
      set: [{ kind: 'a' }, wrong],
      map: { fine: { kind: 'a' }, 'k/1': wrong },
    };
    const errors = await errorsOf(body, 'ko');
    expect(errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
      '#/%23%EC%9D%B4%EB%A6%84%20a~1b~0c.d%25/kind',
      '#/map/k~11/kind',
      '#/set/1/kind',
    ]);
    expect(errors?.[0]?.['detail']).toBe('다음 값 중 하나여야 합니다: a, b');
  });

  it('does not repeat a name that is a value in disguise', async () => {
    for (const name of [`${SECRET}@example.com`, '900101-1234567', 'x'.repeat(10_000)]) {
      const answer = await fetchProblem(
        `${app.url}/words`,
        post({ [name]: 1, map: { [name]: { kind: 'z' } } }),
      );
      expect(answer.text).not.toContain(name);
      expect(answer.text).not.toContain('xxxx');
      expect(answer.body.errors).toEqual([
        { pointer: '#', detail: 'this value should not exist', code: 'whitelistValidation' },
        { pointer: '#/map', detail: 'kind must be one of the following values: a, b', code: 'isIn' },
      ]);
    }
  });

  it('names the parts of a query and of a path', async () => {
    const query = await fetchProblem(`${app.url}/filter?first%20name=a&first%20name=b`);
    expect(query.body.errors).toEqual([
      { in: 'query', parameter: 'first name', detail: 'first name must be a string', code: 'isString' },
    ]);
    const path = await fetchProblem(`${app.url}/paths/${SECRET}`, {}, { secrets: [] });
    expect(path.text.replace(`"instance":"/paths/${SECRET}"`, '')).not.toContain(SECRET);
    expect(path.body.errors?.[0]).toMatchObject({ in: 'path', parameter: 'filter' });
  });

  it('answers a value of which nothing is known', async () => {
    await using strict = await bootProblemApp(adapter, {
      controllers: [WordsController],
      configure: (nest) =>
        void nest.useGlobalPipes(
          problemValidationPipe({ forbidUnknownValues: true, whitelist: false, forbidNonWhitelisted: false }),
        ),
    });
    const answer = await fetchProblem(`${strict.url}/unknown`, post({ anything: SECRET }));
    expect(answer.body.errors).toEqual([
      { pointer: '#', detail: 'This kind of value is not known here.', code: 'unknownValue' },
    ]);
  });

  it('takes words from the application', async () => {
    await using own = await bootProblemApp(adapter, {
      controllers: [WordsController],
      configure: (nest) =>
        void nest.useGlobalPipes(
          problemValidationPipe({
            texts: {
              isEmail: { en: 'That is no address.', ko: '주소가 아니에요.' },
              isIn: { en: 'One of: $1.', ko: '$1 가운데 하나' },
              isSeat: { en: 'Seats are like 7A.', ko: '좌석은 7A처럼 적어 주세요.' },
              min: { en: 'Too young.', ko: '나이가 모자랍니다.' },
            },
          }),
        ),
    });
    const body = { email: 'x', seat: SECRET, age: 7, years: 3, set: [{ kind: 'z' }] };
    const korean = await errorsOf(body, 'ko', own.url);
    expect(korean?.map(({ detail }) => detail)).toEqual([
      '주소가 아니에요.',
      '나이가 모자랍니다.',
      'You have to be 14.',
      '좌석은 7A처럼 적어 주세요.',
      'a, b 가운데 하나',
    ]);
    const english = await errorsOf(body, 'en', own.url);
    expect(english?.map(({ detail }) => detail)).toContain('Seats are like 7A.');
  });

  it('counts what it leaves out', async () => {
    await using short = await bootProblemApp(adapter, {
      controllers: [WordsController],
      configure: (nest) => void nest.useGlobalPipes(problemValidationPipe({ maxErrors: 2 })),
    });
    const set = Array.from({ length: 7 }, () => ({ kind: 'z' }));
    const answer = await fetchProblem(`${short.url}/words`, post({ set }));
    expect(answer.body.errors).toHaveLength(2);
    expect(answer.body['errors_omitted']).toBe(5);
    const few = await fetchProblem(`${short.url}/words`, post({ email: 'x' }));
    expect(few.body).not.toHaveProperty('errors_omitted');
  });
});

it('refuses texts without both languages', () => {
  expect(() => problemValidationPipe({ texts: { isInt: { en: 'x', ko: '' } } })).toThrow(
    'texts.isInt needs words in "en" and "ko"',
  );
});
