import {
  instrumentOutbound,
  isOutboundInstrumented,
  type InstrumentOutboundOptions,
} from './instrument-outbound.js';

/** Whether `configureObservability` calls `instrumentOutbound`, and with what. */
export type OutboundOption = boolean | Omit<InstrumentOutboundOptions, 'tracer' | 'propagator'>;

export interface ProcessOutbound extends Pick<
  InstrumentOutboundOptions,
  'tracer' | 'propagator' | 'redactor'
> {
  readonly outbound: OutboundOption | undefined;
  /** Whether this telemetry is the process's own. */
  readonly global: boolean;
}

/**
 * Instruments requests when asked to, and without being asked when the telemetry is the process's own and the first.
 * @throws {Error} when asked to and the process has it already
 */
export function instrumentProcess({ outbound, global, ...parts }: ProcessOutbound): () => void {
  const isWanted = outbound ?? (global && !isOutboundInstrumented());
  if (!isWanted) return () => undefined;
  return instrumentOutbound({ ...parts, ...(typeof outbound === 'object' && outbound) });
}
