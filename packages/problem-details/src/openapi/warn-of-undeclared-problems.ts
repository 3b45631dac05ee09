import { Logger, type INestApplicationContext } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeUndeclared, watchProblems } from './watch-problems.js';

/**
 * For development: logs a warning, once for each route and type, when a route of the document answers a problem that it
 * does not declare. Returns what stops it.
 */
export function warnOfUndeclaredProblems(app: INestApplicationContext, document: OpenAPIObject): () => void {
  const logger = new Logger('ProblemDetails');
  return watchProblems(app, document, (problem) => logger.warn(`${describeUndeclared(problem)}.`));
}
