import { LocalPostgresError } from '@couplekit/local-postgres';
import { ConfigurationError } from '@couplekit/observability';

/** A start that cannot succeed, told in one sentence. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Failures whose message is made for the person who started the service; anything else is a defect with a stack. */
export function isExpectedStartFailure(error: unknown): error is Error {
  return [StartError, LocalPostgresError, ConfigurationError].some((kind) => error instanceof kind);
}
