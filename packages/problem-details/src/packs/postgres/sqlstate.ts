import type { LocalizedText } from '../../registry/problem-definition.js';
import type { PostgresError } from './postgres-error.js';

/** What a SQLSTATE means for the client. */
export type SqlMeaning =
  | 'duplicate'
  | 'missing-reference'
  | 'still-in-use'
  | 'invalid'
  | 'try-again'
  | 'took-too-long'
  | 'unforeseen';

/** Classes and codes (PostgreSQL, appendix A) whose meaning does not depend on the rest of the error; codes first. */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: SqlMeaning])[] = [
  [/^23505$|^23P01$/, 'duplicate'],
  [/^23001$/, 'still-in-use'],
  [/^23502$|^23514$|^22/, 'invalid'],
  [/^57014$|^25P04$/, 'took-too-long'],
  [/^40001$|^40P01$|^55P03$|^53|^57P|^08/, 'try-again'],
];

/** Words for meanings that no constraint of the application describes; a 5xx has constant words. */
export const MEANING_TEXTS = {
  duplicate: {
    en: 'Something with these values exists already.',
    ko: '같은 값으로 이미 등록된 것이 있습니다.',
  },
  'missing-reference': {
    en: 'The request refers to something that does not exist.',
    ko: '요청이 가리키는 대상이 없습니다.',
  },
  'still-in-use': {
    en: 'This is still in use, so it cannot be changed or removed.',
    ko: '아직 쓰이고 있어서 바꾸거나 지울 수 없습니다.',
  },
} satisfies Partial<Record<SqlMeaning, LocalizedText>>;

/** What an error of PostgreSQL means. */
export function meaningOf(error: PostgresError): SqlMeaning {
  if (error.code === '23503') return isReferenced(error) ? 'still-in-use' : 'missing-reference';
  return MEANINGS.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'unforeseen';
}

const QUOTES = /["„“”«»「」『』]/g;

/**
 * Tells the two halves of 23503 apart. PostgreSQL has no field for it, and the words depend on `lc_messages`; but in every
 * language the message about a row that is still referenced quotes three names, and the one about a missing row two.
 */
function isReferenced({ message, constraint, table }: PostgresError): boolean {
  const names = [constraint, table].filter((name) => name !== undefined);
  const bare = names.reduce((rest, name) => rest.replaceAll(name, ''), message);
  return (bare.match(QUOTES)?.length ?? 0) >= 6;
}
