import type { ItemCode } from './questionnaire.js';
import { STATEMENTS_EN } from './statements.en.js';
import { STATEMENTS_KO } from './statements.ko.js';

/**
 * One item in its two wordings. Both are answered by how far one agrees, 0..4 (strongly disagree .. strongly agree);
 * SF1 is a rating, 0..10.
 */
export interface Statement {
  /** About the one who answers. */
  readonly self: string;
  /** How the partner of the one who answers would answer about themselves. */
  readonly guess: string;
}

/** The 48 statements in both languages. Reverse-coded items are worded reversed: agreement speaks against the scale. */
export const STATEMENTS: {
  readonly ko: Readonly<Record<ItemCode, Statement>>;
  readonly en: Readonly<Record<ItemCode, Statement>>;
} = { ko: STATEMENTS_KO, en: STATEMENTS_EN };
