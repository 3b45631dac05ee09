import type { LocalizedText } from '../registry/problem-definition.js';
import { CONSTRAINT_TEXTS, INVALID_VALUE } from './constraint-texts.js';
import { mentionsValue } from './mentions-value.js';
import { fill, readConstraintMessage } from './read-constraint-message.js';

/** Longest message that is repeated, in UTF-16 units. */
export const LONGEST_MESSAGE = 500;

/**
 * Words for rules, by the constraint's name in class-validator: `{ isInt: { en, ko } }`. `$1` and `$2` stand for what the
 * rule was given: `min: { en: 'At least $1.', ko: '$1 이상' }`.
 */
export type ValidationTexts = Readonly<Record<string, LocalizedText>>;

/** One entry of a class-validator error. */
export interface BrokenConstraint {
  readonly code: string;
  readonly message: string;
  /** The value that broke it; looked for in the message, never sent. */
  readonly value: unknown;
}

const KNOWN: ReadonlySet<string> = new Set(CONSTRAINT_TEXTS.map(({ code }) => code));

/**
 * What is said of a broken constraint. A default message is told in both languages, or in the words of `texts`; one that the
 * application wrote is kept, unless it repeats the value.
 */
export function tellConstraint(
  { code, message, value }: BrokenConstraint,
  texts: ValidationTexts,
): string | LocalizedText {
  const understood = typeof message === 'string' ? readConstraintMessage(message, code) : undefined;
  const own = Object.hasOwn(texts, code) ? texts[code] : undefined;
  // The own validators of an application have one message; its words for them stand for all of those.
  if (own && (understood || !KNOWN.has(code))) return fillBoth(own, understood?.parameters ?? []);
  if (understood) return understood.detail;
  if (isRepeatable(message) && !mentionsValue(message, value)) return message;
  return own ? fillBoth(own, []) : INVALID_VALUE;
}

function isRepeatable(message: unknown): message is string {
  return typeof message === 'string' && message !== '' && message.length <= LONGEST_MESSAGE;
}

function fillBoth(text: LocalizedText, parameters: readonly string[]): LocalizedText {
  const filled = Object.entries(text).map(([language, words]) => [language, fill(words ?? '', parameters)]);
  return Object.fromEntries(filled) as LocalizedText;
}
