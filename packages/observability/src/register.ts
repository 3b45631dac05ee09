import { ConfigurationError } from './telemetry/configuration-error.js';
import { configureObservability, type Telemetry } from './telemetry/configure-observability.js';
import { TelemetryConflictError } from './telemetry/telemetry-conflict-error.js';

/**
 * The process's telemetry, configured from `process.env` when this module is first loaded: by
 * `node --import @couplekit/observability/register`, or by the application itself. Both get the same.
 *
 * A variable that cannot be used ends the process with the sentence that names it.
 */
export const telemetry: Telemetry = configure();

function configure(): Telemetry {
  try {
    return configureObservability();
  } catch (error) {
    throw error instanceof ConfigurationError || error instanceof TelemetryConflictError
      ? sentence(error)
      : error;
  }
}

/** Node.js prints the stack and the fields of the error that ends it; here only the message helps. */
function sentence({ message }: Error): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
