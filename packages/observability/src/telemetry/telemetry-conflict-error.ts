/** Another OpenTelemetry set-up is the process's own already, of which there can be one. */
export class TelemetryConflictError extends Error {
  override readonly name = 'TelemetryConflictError';

  /** @param registered what was found, like "a tracer provider" */
  constructor(readonly registered: string) {
    super(
      `OpenTelemetry has ${registered} in this process already. Remove the other set-up (a NodeSDK, ` +
        '--import @opentelemetry/auto-instrumentations-node/register, a second configureObservability(), another version ' +
        'of @opentelemetry/api), or await shutdown() of the telemetry before, or pass { global: false }.',
    );
  }
}
