import type { ConstraintText } from './constraint-texts.js';

/**
 * The messages of Nest's own pipes. Those of the file validators repeat what the client said about its file, so they are
 * worded anew.
 */
export const PIPE_TEXTS: readonly ConstraintText[] = [
  pipe('isObject', 'object is expected', '객체여야 합니다.'),
  pipe('isNumberString', 'numeric string is expected', '숫자여야 합니다.'),
  pipe('isUuid', 'uuid is expected', '올바른 UUID여야 합니다.'),
  pipe('isUuid', 'uuid v $1 is expected', '올바른 UUID(버전 $1)여야 합니다.'),
  { code: 'isUuid', pattern: 'The value passed as UUID is not a string', ko: '올바른 UUID여야 합니다.' },
  pipe('isBooleanString', 'boolean string is expected', 'true 또는 false여야 합니다.'),
  pipe('isEnum', 'enum string is expected', '정해진 값 중 하나여야 합니다.'),
  pipe('isArray', 'parsable array expected', '쉼표로 구분한 목록이어야 합니다.'),
  { code: 'isNumber', pattern: 'item must be a number', ko: '숫자여야 합니다.' },
  { code: 'isBoolean', pattern: 'item must be a boolean value', ko: 'true 또는 false여야 합니다.' },
  pipe('isDefined', 'no Date provided', '날짜를 넣어 주세요.'),
  pipe('isDate', 'invalid date format', '올바른 날짜여야 합니다.'),
  { code: 'isDefined', pattern: 'File is required', ko: '파일을 올려 주세요.' },
  ...['current file size is $1, expected size is less than $2', 'expected size is less than $2'].map(
    (words) => ({
      code: 'maxFileSize',
      pattern: `Validation failed (${words})`,
      en: 'The file must be smaller than $2 bytes.',
      ko: '파일은 $2바이트보다 작아야 합니다.',
    }),
  ),
  ...[
    'current file type is $1, expected type is $2',
    'file type could not be detected from its content; expected type is $2',
    'file buffer is not available; file type validation could not be performed; expected type is $2',
    'expected type is $2',
  ].flatMap((words) =>
    ['', ' - magic number detection failed, used mimetype fallback'].map((remark) => ({
      code: 'fileType',
      pattern: `Validation failed (${words})${remark}`,
      en: 'The file must be of the type $2.',
      ko: '다음 형식의 파일이어야 합니다: $2',
    })),
  ),
  {
    code: 'omitted',
    pattern: 'Further validation errors were omitted',
    ko: '그 밖의 오류는 표시하지 않았습니다.',
  },
];

function pipe(code: string, words: string, ko: string): ConstraintText {
  return { code, pattern: `Validation failed (${words})`, ko };
}
