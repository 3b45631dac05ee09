import { LocalPostgresError } from '@couplekit/local-postgres';
import { ConfigurationError, TelemetryConflictError } from '@couplekit/observability';
import { SiteFilesConflictError } from '@couplekit/seo-guard';

/** A start that cannot succeed, told in one sentence. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const EXPECTED = [
  StartError,
  LocalPostgresError,
  ConfigurationError,
  TelemetryConflictError,
  SiteFilesConflictError,
];

/** Failures whose message is made for the person who started the service; anything else is a defect with a stack. */
export function isExpectedStartFailure(error: unknown): error is Error {
  return EXPECTED.some((kind) => error instanceof kind);
}
