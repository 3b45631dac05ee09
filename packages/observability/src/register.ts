import { createRequire } from 'node:module';
import { join } from 'node:path';
import { instrumentPg, type PgModule } from './propagation/pg/instrument-pg.js';
import { ConfigurationError } from './telemetry/configuration-error.js';
import { configureObservability, type Telemetry } from './telemetry/configure-observability.js';
import { TelemetryConflictError } from './telemetry/telemetry-conflict-error.js';

/**
 * The process's telemetry, configured from `process.env` when this module is first loaded: by
 * `node --import @couplekit/observability/register`, or by the application itself. Both get the same.
 *
 * Requests that leave through `fetch`, undici and `node:http` are followed, and PostgreSQL statements where the application
 * has `pg`. A variable that cannot be used ends the process with the sentence that names it.
 */
export const telemetry: Telemetry = configure();

function configure(): Telemetry {
  try {
    const configured = configureObservability();
    instrumentPgOfApplication();
    return configured;
  } catch (error) {
    throw error instanceof ConfigurationError || error instanceof TelemetryConflictError
      ? sentence(error)
      : error;
  }
}

/** The pg that the main module would load, if it can. */
function instrumentPgOfApplication(): void {
  const require = createRequire(process.argv[1] ?? join(process.cwd(), 'main.js'));
  let path: string;
  try {
    path = require.resolve('pg');
  } catch {
    return; // The application has no pg.
  }
  instrumentPg(require(path) as PgModule);
}

/** Node.js prints the stack and the fields of the error that ends it; here only the message helps. */
function sentence({ message }: Error): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
