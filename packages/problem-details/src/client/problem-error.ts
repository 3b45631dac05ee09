import type { Problem } from './problem.js';

/** A problem for those who throw. Its message is for logs; show `problem.title` and `problem.detail` to people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    const { status, title, detail } = problem;
    super(`${status} ${title}${detail === undefined ? '' : `: ${detail}`}`, options);
  }
}
