import { AssertionError } from 'node:assert';
import { checkedAnswer } from './checked-answer.js';
import { checkProblem, type CheckOptions } from './check-problem.js';
import { describeAnswer, describeViolations } from './expect-problem.js';
import type { MatrixCase, MatrixContext } from './matrix-case.js';
import type { ProblemAnswer } from './problem-answer.js';
import { exchange } from './raw-exchange.js';

/**
 * Runs one case against a server.
 *
 * @throws {AssertionError} that lists what is wrong with the answer
 * @throws {Error} when there is none
 */
export async function runCase(
  matrixCase: MatrixCase,
  context: MatrixContext,
  options: CheckOptions,
): Promise<void> {
  const { name, statuses, mayPass = false, off = [] } = matrixCase;
  const answer = await exchange(context.baseUrl, matrixCase.request(context));
  if (mayPass && answer.status < 400) return;
  const violations = checkProblem(answer, {
    ...options,
    off: [...off, ...(options.off ?? [])],
    secrets: [context.secret, ...(options.secrets ?? [])],
  });
  const wrong = [
    ...wrongStatus(answer, statuses),
    ...describeViolations(violations),
    ...wrongLanguage(answer, matrixCase.language),
    ...(matrixCase.again
      ? wrongTitle(answer, await exchange(context.baseUrl, matrixCase.again(context)))
      : []),
  ];
  if (wrong.length === 0) return;
  throw new AssertionError({
    message: [`${name}:`, ...wrong, describeAnswer(answer)].join('\n'),
    operator: 'problemMatrix',
  });
}

function wrongStatus({ status }: ProblemAnswer, statuses: readonly number[]): readonly string[] {
  return statuses.includes(status) ? [] : [`the status is ${status}, not ${statuses.join(' or ')}`];
}

function wrongLanguage(answer: ProblemAnswer, language: string | undefined): readonly string[] {
  const actual = checkedAnswer(answer, []).header('content-language');
  const isRight = language === undefined || actual?.toLowerCase().startsWith(language.toLowerCase());
  return isRight ? [] : [`Content-Language is ${actual ?? 'not sent'}, where ${language} was asked for`];
}

function wrongTitle(first: ProblemAnswer, second: ProblemAnswer): readonly string[] {
  const [title, other] = [first, second].map((answer) => checkedAnswer(answer, []).members?.['title']);
  return title === other
    ? []
    : [`title is ${String(title)} here and ${String(other)} for another occurrence`];
}
