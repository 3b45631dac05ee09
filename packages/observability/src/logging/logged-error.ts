import type { RequestScope } from '../requests/request-scope.js';

/** Pino's number of the level `error`. */
const ERROR_LEVEL = 50;

/**
 * Remembers the error that a line tells of as what made its request fail. False if the line would only say again what
 * another one has said: the same error, with no words or fields of its own, as when it is logged, thrown on and caught.
 */
export function noteLoggedError(
  request: RequestScope | undefined,
  [first, message]: readonly unknown[],
  level: number,
): boolean {
  if (!request || level < ERROR_LEVEL) return true;
  const error = errorOf(first);
  if (error === undefined) {
    // What was thrown may be a text, which Nest logs as the message.
    if (request.failure && message === request.failure.error) request.failure.isLogged = true;
    return true;
  }
  if (request.failure?.error === error && request.failure.isLogged) {
    return message !== undefined || hasOwnFields(first);
  }
  request.failure = { error, isLogged: true };
  return true;
}

function errorOf(first: unknown): Error | undefined {
  if (first instanceof Error) return first;
  if (typeof first !== 'object' || first === null || !('err' in first)) return undefined;
  return first.err instanceof Error ? first.err : undefined;
}

function hasOwnFields(first: unknown): boolean {
  if (typeof first !== 'object' || first === null || first instanceof Error) return false;
  return Object.keys(first).some((key) => key !== 'err' && key !== 'context');
}
