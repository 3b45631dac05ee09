import { accessProblems } from './access-problems.js';
import { answerProblems } from './answer-problems.js';
import type { CoupleProblem } from './couple-problem.js';
import { idempotencyProblems } from './idempotency-problems.js';

/** Every problem of the couple's use cases. */
export const coupleProblems: readonly CoupleProblem[] = [
  ...answerProblems,
  ...accessProblems,
  ...idempotencyProblems,
];
