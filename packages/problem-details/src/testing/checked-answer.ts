import type { ProblemAnswer } from './problem-answer.js';

/** An answer as the rules look at it. */
export interface CheckedAnswer extends ProblemAnswer {
  /** The value of a header, its lines joined; undefined when it was not sent. */
  header(name: string): string | undefined;
  readonly text: string;
  /** The members of the body when it is a JSON object. */
  readonly members: Readonly<Record<string, unknown>> | undefined;
  /** Texts that no answer may contain. */
  readonly secrets: readonly string[];
}

/** A rule says what is wrong with an answer, or nothing. */
export type AnswerRule = (answer: CheckedAnswer) => string | undefined;

/** Prepares an answer for the rules. */
export function checkedAnswer(answer: ProblemAnswer, secrets: readonly string[]): CheckedAnswer {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(answer.bytes);
  return {
    ...answer,
    text,
    secrets,
    members: parseObject(text.replace(/^\u{FEFF}/u, '')),
    header(name) {
      const lines = answer.headers.filter(([key]) => key === name).map(([, value]) => value);
      return lines.length === 0 ? undefined : lines.join(', ');
    },
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
