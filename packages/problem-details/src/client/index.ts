/**
 * Reads the problems of any server, in browsers and in Node.js.
 * @module client
 */

export { isProblem } from './is-problem.js';
export type { ProblemKind } from './is-problem.js';
export type { Problem, ProblemExtensions, ProblemSource } from './problem.js';
export { ProblemError } from './problem-error.js';
export { readRateLimits } from './rate-limits.js';
export type { RateLimit } from './rate-limits.js';
export { readProblem } from './read-problem.js';
export type { ReadProblemOptions } from './read-problem.js';
export type { HeadersLike, ResponseLike } from './response-like.js';
export { readRetryAfter } from './retry-after.js';
export type { RetryAfter } from './retry-after.js';
export { throwIfProblem } from './throw-if-problem.js';
