import 'reflect-metadata';
import * as validators from 'class-validator';
import { describe, expect, it } from 'vitest';
import { CONSTRAINT_TEXTS } from './constraint-texts.js';
import { readConstraintMessage } from './read-constraint-message.js';

const SECRET = 's3cr3t-8c1f';

/** A value that breaks each rule, and what the rule is given. */
const RULES: Readonly<Record<string, readonly [decorator: PropertyDecorator, value: unknown]>> = {
  isDefined: [validators.IsDefined(), undefined],
  isNotEmpty: [validators.IsNotEmpty(), ''],
  isEmpty: [validators.IsEmpty(), SECRET],
  equals: [validators.Equals(4), SECRET],
  notEquals: [validators.NotEquals(SECRET), SECRET],
  isIn: [validators.IsIn(['a', 'b']), SECRET],
  isEnum: [validators.IsEnum({ A: 'a', B: 'b' }), SECRET],
  isNotIn: [validators.IsNotIn([4]), 4],
  isString: [validators.IsString(), 7],
  isBoolean: [validators.IsBoolean(), SECRET],
  isInt: [validators.IsInt(), SECRET],
  isNumber: [validators.IsNumber(), SECRET],
  isArray: [validators.IsArray(), SECRET],
  isObject: [validators.IsObject(), SECRET],
  isNotEmptyObject: [validators.IsNotEmptyObject(), {}],
  isInstance: [validators.IsInstance(Date), SECRET],
  isDate: [validators.IsDate(), SECRET],
  min: [validators.Min(4), 3],
  max: [validators.Max(4), 5],
  isPositive: [validators.IsPositive(), -1],
  isNegative: [validators.IsNegative(), 1],
  isDivisibleBy: [validators.IsDivisibleBy(3), 4],
  minDate: [validators.MinDate(new Date(2000, 1)), new Date(0)],
  maxDate: [validators.MaxDate(new Date(2000, 1)), new Date(2001, 1)],
  minLength: [validators.MinLength(20), SECRET],
  maxLength: [validators.MaxLength(2), SECRET],
  isByteLength: [validators.IsByteLength(1, 2), SECRET],
  contains: [validators.Contains('@'), SECRET],
  notContains: [validators.NotContains('-'), SECRET],
  matches: [validators.Matches(/^\d+$/), SECRET],
  arrayContains: [validators.ArrayContains(['a']), [SECRET]],
  arrayNotContains: [validators.ArrayNotContains(['a']), ['a']],
  arrayNotEmpty: [validators.ArrayNotEmpty(), []],
  arrayMinSize: [validators.ArrayMinSize(2), [SECRET]],
  arrayMaxSize: [validators.ArrayMaxSize(0), [SECRET]],
  arrayUnique: [validators.ArrayUnique(), [SECRET, SECRET]],
  isEmail: [validators.IsEmail(), SECRET],
  isUrl: [validators.IsUrl(), SECRET],
  isUuid: [validators.IsUUID(), SECRET],
  isFqdn: [validators.IsFQDN(), SECRET],
  isIp: [validators.IsIP(), SECRET],
  isPort: [validators.IsPort(), SECRET],
  isMobilePhone: [validators.IsMobilePhone('ko-KR'), SECRET],
  isPhoneNumber: [validators.IsPhoneNumber('KR'), SECRET],
  isPostalCode: [validators.IsPostalCode('KR'), SECRET],
  isDateString: [validators.IsDateString(), SECRET],
  isIso8601: [validators.IsISO8601(), SECRET],
  isRFC3339: [validators.IsRFC3339(), SECRET],
  isMilitaryTime: [validators.IsMilitaryTime(), SECRET],
  isTimeZone: [validators.IsTimeZone(), SECRET],
  isLocale: [validators.IsLocale(), '!'],
  isNumberString: [validators.IsNumberString(), SECRET],
  isBooleanString: [validators.IsBooleanString(), SECRET],
  isDecimal: [validators.IsDecimal(), SECRET],
  isHexadecimal: [validators.IsHexadecimal(), SECRET],
  isOctal: [validators.IsOctal(), SECRET],
  isAlpha: [validators.IsAlpha(), SECRET],
  isAlphanumeric: [validators.IsAlphanumeric(), SECRET],
  isAscii: [validators.IsAscii(), '답변'],
  isLowercase: [validators.IsLowercase(), 'A'],
  isUppercase: [validators.IsUppercase(), 'a'],
  isStrongPassword: [validators.IsStrongPassword(), SECRET],
  isJson: [validators.IsJSON(), SECRET],
  isJwt: [validators.IsJWT(), SECRET],
  isBase64: [validators.IsBase64(), SECRET],
  isMongoId: [validators.IsMongoId(), SECRET],
  isHexColor: [validators.IsHexColor(), SECRET],
  isLatLong: [validators.IsLatLong(), SECRET],
  isLatitude: [validators.IsLatitude(), SECRET],
  isLongitude: [validators.IsLongitude(), SECRET],
  isCreditCard: [validators.IsCreditCard(), SECRET],
  isCurrency: [validators.IsCurrency(), SECRET],
  isISO4217CurrencyCode: [validators.IsISO4217CurrencyCode(), SECRET],
  isISO31661Alpha2: [validators.IsISO31661Alpha2(), SECRET],
  isISO31661Alpha3: [validators.IsISO31661Alpha3(), SECRET],
  isMimeType: [validators.IsMimeType(), SECRET],
  isSemVer: [validators.IsSemVer(), SECRET],
  nestedValidation: [validators.ValidateNested(), SECRET],
};

async function messagesOf(
  decorator: PropertyDecorator,
  value: unknown,
  options?: validators.ValidatorOptions,
) {
  class Dto {
    field = value;
  }
  decorator(Dto.prototype, 'field');
  const [error] = await validators.validate(new Dto(), options);
  return Object.entries(error?.constraints ?? error?.children?.[0]?.constraints ?? {});
}

describe('readConstraintMessage', () => {
  it.each(Object.keys(RULES))(
    'understands the default message of %s, as class-validator writes it',
    async (code) => {
      const [decorator, value] = RULES[code] ?? [];
      const messages = await messagesOf(decorator as PropertyDecorator, value);
      expect(messages.map(([name]) => name)).toEqual([code]);
      const [, message = ''] = messages[0] ?? [];
      const read = readConstraintMessage(message, code);
      expect(read).toMatchObject({ code, property: 'field', detail: { en: message } });
      expect(read?.detail.ko).toMatch(/^[^$]*[가-힣][^$]*$/);
    },
  );

  it('has a test for every text', () => {
    const tested = new Set([...Object.keys(RULES), 'isLength', 'whitelistValidation', 'unknownValue']);
    expect(CONSTRAINT_TEXTS.map(({ code }) => code).filter((code) => !tested.has(code))).toEqual([]);
  });

  it.each([
    [validators.Length(3, 4), 'x', '3자 이상이어야 합니다.'],
    [validators.Length(1, 2), 'xxxx', '2자 이하여야 합니다.'],
    [validators.Length(3, 4), 7, '3자 이상 4자 이하여야 합니다.'],
    [validators.IsString({ each: true }), [1], '각 항목: 문자열이어야 합니다.'],
    [validators.Min(5, { each: true }), [1], '각 항목: 5 이상이어야 합니다.'],
    [validators.MinDate(new Date(0), { each: true }), [new Date(-1)], '각 항목: '],
    [validators.ArrayUnique({ each: true }), [[1, 1]], '각 항목: 겹치는 항목이 없어야 합니다.'],
    [validators.ValidateNested({ each: true }), [1], '각 항목: 객체 또는 배열이어야 합니다.'],
  ])('tells numbers and lists in Korean (%#)', async (decorator, value, korean) => {
    const [[code, message] = ['', '']] = await messagesOf(decorator, value);
    const read = readConstraintMessage(message, code);
    expect(read?.property).toBe('field');
    expect(read?.detail.ko).toContain(korean);
  });

  it('reads a message without its code', () => {
    expect(readConstraintMessage('answers.1.value must not be greater than 4')).toEqual({
      code: 'max',
      property: 'answers.1.value',
      parameters: ['4', ''],
      detail: { en: 'answers.1.value must not be greater than 4', ko: '4 이하여야 합니다.' },
    });
    expect(readConstraintMessage('a.each value in tags must be a string')).toMatchObject({
      code: 'isString',
      property: 'a.tags',
      detail: { ko: '각 항목: 문자열이어야 합니다.' },
    });
    expect(readConstraintMessage('answers.1.property extra should not exist')).toMatchObject({
      code: 'whitelistValidation',
      property: 'answers.1.extra',
    });
  });

  it('leaves out a name that looks like a value', () => {
    const token = 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl1';
    for (const message of [
      `property ${token} should not exist`,
      `a.property ${token} should not exist`,
      `${token}.name must be a string`,
      `k must not be less than ${token}.name must not be less than 4`,
      'property me@example.com should not exist',
    ]) {
      const { detail } = readConstraintMessage(message) ?? {};
      expect(detail?.en).toMatch(
        /^this value (?:should not exist|must be a string|must not be less than 4)$/,
      );
      expect(JSON.stringify(detail)).not.toMatch(/eyJ|example\.com/);
    }
  });

  it('repeats nothing that a client says about its file', () => {
    const mimetype = `${SECRET}, expected type is ${SECRET}`;
    const read = readConstraintMessage(
      `Validation failed (current file type is ${mimetype}, expected type is image/png)`,
    );
    expect(read).toMatchObject({
      code: 'fileType',
      detail: {
        en: 'The file must be of the type image/png.',
        ko: '다음 형식의 파일이어야 합니다: image/png',
      },
    });
  });

  it('does not take other sentences for its own', () => {
    expect(readConstraintMessage('Please give us your name.')).toBeUndefined();
    expect(readConstraintMessage('name must be a string', 'isInt')).toBeUndefined();
    expect(readConstraintMessage('')).toBeUndefined();
  });
});
