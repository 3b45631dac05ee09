/**
 * Declares the problems of routes in the OpenAPI document, and finds those that are missing.
 * @module openapi
 */

export { ApiProblems } from './api-problems.decorator.js';
export { describeProblems } from './describe-problems.js';
export type { DescribeProblemsOptions } from './describe-problems.js';
export type { DeclarableProblem, ProblemMark } from './problem-mark.js';
export { undeclaredProblems } from './undeclared-problems.js';
export type { UndeclaredProblems } from './undeclared-problems.js';
export { warnOfUndeclaredProblems } from './warn-of-undeclared-problems.js';
export type { UndeclaredProblem } from './watch-problems.js';
