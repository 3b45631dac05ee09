import { AssertionError } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { checkedAnswer } from './checked-answer.js';
import { checkProblem, type CheckOptions, type Violation } from './check-problem.js';
import { readAnswer, type AnyResponse, type ProblemAnswer } from './problem-answer.js';

/** Members that the problem must have, with these values; texts can be patterns. Others may be there too. */
export type ExpectedProblem = Readonly<Record<string, unknown>> & { readonly status?: number };

/** The members of a problem document. */
export type ProblemDocument = Readonly<Record<string, unknown>>;

/**
 * Checks that a response is a problem that keeps to the checklist (`RFC9457_CHECKLIST`) and has the expected members.
 * Works in every test runner, and takes the responses of fetch, undici, supertest and `inject`.
 *
 * @returns the members of the problem; none for an answer to HEAD
 * @throws {AssertionError} that lists every broken rule with its section, and every member that differs
 * @example await expectProblem(await fetch(url), { status: 409, type: /seat-taken$/, seat: '7A' });
 */
export async function expectProblem(
  response: AnyResponse,
  expected: ExpectedProblem = {},
  options: CheckOptions = {},
): Promise<ProblemDocument> {
  const answer = await readAnswer(response);
  const { members = {} } = checkedAnswer(answer, []);
  const violations = checkProblem(answer, options);
  const isBodiless = (options.method ?? answer.method)?.toUpperCase() === 'HEAD';
  const actual: ProblemDocument = isBodiless
    ? { status: answer.status }
    : { ...members, status: answer.status };
  const differing = Object.entries(expected).filter(
    ([name, value]) => !(isBodiless && name !== 'status') && !matches(actual[name], value),
  );
  if (violations.length > 0 || differing.length > 0) {
    throw new AssertionError({
      message: [
        ...describeViolations(violations),
        ...differing.map(([name, value]) => `${name} is ${print(actual[name])}, expected ${print(value)}`),
        describeAnswer(answer),
      ].join('\n'),
      actual,
      expected: { ...actual, ...expected },
      operator: 'expectProblem',
      stackStartFn: expectProblem,
    });
  }
  return members;
}

/** One line for each broken rule: `P6 MUST status-equal: … (RFC 9457 section 3.1.2, https://…)`. */
export function describeViolations(violations: readonly Violation[]): readonly string[] {
  return violations.map(
    ({ rule, found }) => `${rule.id} ${rule.level} ${rule.name}: ${found} (${rule.section}, ${rule.url})`,
  );
}

/** What came, short enough for a message. */
export function describeAnswer(answer: ProblemAnswer): string {
  const { text } = checkedAnswer(answer, []);
  const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? 'no Content-Type';
  return `The answer was: ${answer.status}, ${type}, ${text.length > 500 ? `${text.slice(0, 500)}…` : text || 'no body'}`;
}

function matches(actual: unknown, expected: unknown): boolean {
  if (expected instanceof RegExp) return typeof actual === 'string' && expected.test(actual);
  return isDeepStrictEqual(actual, expected);
}

function print(value: unknown): string {
  return value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? String(value));
}
