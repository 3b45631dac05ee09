import type { LocalizedText } from '../registry/problem-definition.js';

/** How a library words a rule in English, and what is said instead; `$1` and `$2` are what the rule was given. */
export interface ConstraintText {
  readonly code: string;
  /** The English message as the library writes it. */
  readonly pattern: string;
  /** @default the message itself */
  readonly en?: string;
  readonly ko: string;
}

/** Said of a value when nothing else can be said without repeating it. */
export const INVALID_VALUE: LocalizedText = {
  en: 'The value is not valid.',
  ko: '올바르지 않은 값입니다.',
};

/** A rule whose English wording starts with the property. */
function rule(code: string, tail: string, ko: string): ConstraintText {
  return { code, pattern: `$property ${tail}`, ko };
}

/** The default messages of class-validator 0.15 and of Nest's ValidationPipe. */
export const CONSTRAINT_TEXTS: readonly ConstraintText[] = [
  rule('isDefined', 'should not be null or undefined', '꼭 있어야 합니다.'),
  rule('isNotEmpty', 'should not be empty', '비어 있을 수 없습니다.'),
  rule('isEmpty', 'must be empty', '비어 있어야 합니다.'),
  rule('equals', 'must be equal to $1', '다음 값과 같아야 합니다: $1'),
  rule('notEquals', 'should not be equal to $1', '쓸 수 없는 값입니다: $1'),
  rule('isIn', 'must be one of the following values: $1', '다음 값 중 하나여야 합니다: $1'),
  rule('isEnum', 'must be one of the following values: $1', '다음 값 중 하나여야 합니다: $1'),
  rule('isNotIn', 'should not be one of the following values: $1', '다음 값은 쓸 수 없습니다: $1'),

  rule('isString', 'must be a string', '문자열이어야 합니다.'),
  rule('isBoolean', 'must be a boolean value', '참(true) 또는 거짓(false)이어야 합니다.'),
  rule('isInt', 'must be an integer number', '정수여야 합니다.'),
  rule(
    'isNumber',
    'must be a number conforming to the specified constraints',
    '정해진 조건에 맞는 숫자여야 합니다.',
  ),
  rule('isArray', 'must be an array', '배열이어야 합니다.'),
  rule('isObject', 'must be an object', '객체여야 합니다.'),
  rule('isNotEmptyObject', 'must be a non-empty object', '비어 있지 않은 객체여야 합니다.'),
  rule('isInstance', 'must be an instance of $1', '정해진 형식의 객체여야 합니다.'),
  rule('isDate', 'must be a Date instance', '올바른 날짜여야 합니다.'),

  rule('min', 'must not be less than $1', '$1 이상이어야 합니다.'),
  rule('max', 'must not be greater than $1', '$1 이하여야 합니다.'),
  rule('isPositive', 'must be a positive number', '0보다 커야 합니다.'),
  rule('isNegative', 'must be a negative number', '0보다 작아야 합니다.'),
  rule('isDivisibleBy', 'must be divisible by $1', '$1의 배수여야 합니다.'),
  {
    code: 'minDate',
    pattern: 'minimal allowed date for $property is $1',
    ko: '$1 또는 그 뒤의 날짜여야 합니다.',
  },
  {
    code: 'maxDate',
    pattern: 'maximal allowed date for $property is $1',
    ko: '$1 또는 그 앞의 날짜여야 합니다.',
  },

  rule('minLength', 'must be longer than or equal to $1 characters', '$1자 이상이어야 합니다.'),
  rule('maxLength', 'must be shorter than or equal to $1 characters', '$1자 이하여야 합니다.'),
  rule(
    'isLength',
    'must be longer than or equal to $1 and shorter than or equal to $2 characters',
    '$1자 이상 $2자 이하여야 합니다.',
  ),
  rule('isLength', 'must be longer than or equal to $1 characters', '$1자 이상이어야 합니다.'),
  rule('isLength', 'must be shorter than or equal to $1 characters', '$1자 이하여야 합니다.'),
  {
    code: 'isByteLength',
    pattern: "$property's byte length must fall into ($1, $2) range",
    ko: '$1바이트 이상 $2바이트 이하여야 합니다.',
  },
  rule('contains', 'must contain a $1 string', '다음 글자가 들어 있어야 합니다: $1'),
  rule('notContains', 'should not contain a $1 string', '다음 글자가 들어 있으면 안 됩니다: $1'),
  rule('matches', 'must match $1 regular expression', '정해진 형식에 맞아야 합니다.'),

  rule('arrayContains', 'must contain $1 values', '다음 값이 모두 들어 있어야 합니다: $1'),
  rule('arrayNotContains', 'should not contain $1 values', '다음 값이 들어 있으면 안 됩니다: $1'),
  rule('arrayNotEmpty', 'should not be empty', '하나 이상 있어야 합니다.'),
  rule('arrayMinSize', 'must contain at least $1 elements', '$1개 이상이어야 합니다.'),
  rule('arrayMaxSize', 'must contain no more than $1 elements', '$1개 이하여야 합니다.'),
  {
    code: 'arrayUnique',
    pattern: "All $property's elements must be unique",
    ko: '겹치는 항목이 없어야 합니다.',
  },

  rule('isEmail', 'must be an email', '올바른 이메일 주소여야 합니다.'),
  rule('isUrl', 'must be a URL address', '올바른 URL이어야 합니다.'),
  rule('isUuid', 'must be a UUID', '올바른 UUID여야 합니다.'),
  rule('isFqdn', 'must be a valid domain name', '올바른 도메인 이름이어야 합니다.'),
  rule('isIp', 'must be an ip address', '올바른 IP 주소여야 합니다.'),
  rule('isPort', 'must be a port', '올바른 포트 번호여야 합니다.'),
  rule('isMobilePhone', 'must be a phone number', '올바른 휴대전화 번호여야 합니다.'),
  rule('isPhoneNumber', 'must be a valid phone number', '올바른 전화번호여야 합니다.'),
  rule('isPostalCode', 'must be a postal code', '올바른 우편번호여야 합니다.'),
  rule('isDateString', 'must be a valid ISO 8601 date string', 'ISO 8601 형식의 날짜여야 합니다.'),
  rule('isIso8601', 'must be a valid ISO 8601 date string', 'ISO 8601 형식의 날짜여야 합니다.'),
  rule('isRFC3339', 'must be RFC 3339 date', 'RFC 3339 형식의 날짜와 시각이어야 합니다.'),
  rule(
    'isMilitaryTime',
    'must be a valid representation of military time in the format HH:MM',
    'HH:MM 형식의 24시간제 시각이어야 합니다.',
  ),
  rule('isTimeZone', 'must be a valid IANA time-zone', '올바른 IANA 시간대여야 합니다.'),
  rule('isLocale', 'must be locale', '올바른 로캘이어야 합니다.'),
  rule('isNumberString', 'must be a number string', '숫자여야 합니다.'),
  rule('isBooleanString', 'must be a boolean string', 'true 또는 false여야 합니다.'),
  rule('isDecimal', 'is not a valid decimal number.', '올바른 십진수여야 합니다.'),
  rule('isHexadecimal', 'must be a hexadecimal number', '16진수여야 합니다.'),
  rule('isOctal', 'must be valid octal number', '8진수여야 합니다.'),
  rule('isAlpha', 'must contain only letters (a-zA-Z)', '영문자(a-z, A-Z)만 쓸 수 있습니다.'),
  rule('isAlphanumeric', 'must contain only letters and numbers', '영문자와 숫자만 쓸 수 있습니다.'),
  rule('isAscii', 'must contain only ASCII characters', 'ASCII 문자만 쓸 수 있습니다.'),
  rule('isLowercase', 'must be a lowercase string', '소문자여야 합니다.'),
  rule('isUppercase', 'must be uppercase', '대문자여야 합니다.'),
  rule('isStrongPassword', 'is not strong enough', '더 안전한 비밀번호가 필요합니다.'),
  rule('isJson', 'must be a json string', '올바른 JSON 문자열이어야 합니다.'),
  rule('isJwt', 'must be a jwt string', '올바른 JWT여야 합니다.'),
  rule('isBase64', 'must be base64 encoded', 'Base64로 부호화된 값이어야 합니다.'),
  rule('isMongoId', 'must be a mongodb id', '올바른 MongoDB ID여야 합니다.'),
  rule('isHexColor', 'must be a hexadecimal color', '16진수 색상 값이어야 합니다.'),
  rule('isLatLong', 'must be a latitude,longitude string', '"위도,경도" 형식이어야 합니다.'),
  rule('isLatitude', 'must be a latitude string or number', '올바른 위도여야 합니다.'),
  rule('isLongitude', 'must be a longitude string or number', '올바른 경도여야 합니다.'),
  rule('isCreditCard', 'must be a credit card', '올바른 카드 번호여야 합니다.'),
  rule('isCurrency', 'must be a currency', '올바른 금액이어야 합니다.'),
  rule('isISO4217CurrencyCode', 'must be a valid ISO4217 currency code', 'ISO 4217 통화 코드여야 합니다.'),
  rule('isISO31661Alpha2', 'must be a valid ISO31661 Alpha2 code', '두 글자 국가 코드여야 합니다.'),
  rule('isISO31661Alpha3', 'must be a valid ISO31661 Alpha3 code', '세 글자 국가 코드여야 합니다.'),
  rule('isMimeType', 'must be MIME type format', '올바른 미디어 타입이어야 합니다.'),
  rule('isSemVer', 'must be a Semantic Versioning Specification', '유의적 버전 형식이어야 합니다.'),

  {
    code: 'unknownValue',
    pattern: 'an unknown value was passed to the validate function',
    en: 'This kind of value is not known here.',
    ko: '알 수 없는 종류의 값입니다.',
  },
  {
    code: 'nestedValidation',
    pattern: 'nested property $property must be either object or array',
    ko: '객체 또는 배열이어야 합니다.',
  },
  {
    code: 'whitelistValidation',
    pattern: 'property $property should not exist',
    ko: '있으면 안 되는 속성입니다.',
  },
];
