/**
 * Holds a server's errors against RFC 9457, with any test runner.
 * @module testing
 */

export { checkProblem } from './check-problem.js';
export type { CheckOptions, Violation } from './check-problem.js';
export { expectProblem } from './expect-problem.js';
export type { ExpectedProblem, ProblemDocument } from './expect-problem.js';
export { readAnswer } from './problem-answer.js';
export type { AnyResponse, FetchedResponse, PlainResponse, ProblemAnswer } from './problem-answer.js';
export type { MatrixRequest, MatrixRoutes } from './matrix-routes.js';
export { problemMatrix } from './problem-matrix.js';
export type {
  MatrixReport,
  MatrixResult,
  ProblemMatrix,
  ProblemMatrixOptions,
  RunnableCase,
  TestFunctions,
} from './problem-matrix.js';
export { RFC9457_CHECKLIST } from './rfc9457-checklist.js';
export type { ChecklistRule, RuleId, RuleLevel, RuleName } from './rfc9457-checklist.js';
