import { ProblemError } from './problem-error.js';
import { readProblem, type ReadProblemOptions } from './read-problem.js';
import type { ResponseLike } from './response-like.js';

/**
 * Hands a response on that is no error, with its body untouched.
 *
 * @throws {ProblemError} for one that `readProblem` reads as a problem
 * @example const seat = await (await throwIfProblem(await fetch('/seats/7A'))).json();
 */
export async function throwIfProblem<R extends ResponseLike>(
  response: R,
  options?: ReadProblemOptions,
): Promise<R> {
  const problem = await readProblem(response, options);
  if (problem) throw new ProblemError(problem);
  return response;
}
