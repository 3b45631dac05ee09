import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';
import type { TemporalityPreference } from '../telemetry/metrics-settings.js';

const DELTA: Readonly<Record<TemporalityPreference, readonly InstrumentType[]>> = {
  cumulative: [],
  delta: [InstrumentType.COUNTER, InstrumentType.HISTOGRAM, InstrumentType.OBSERVABLE_COUNTER],
  lowmemory: [InstrumentType.COUNTER, InstrumentType.HISTOGRAM],
};

/**
 * What `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE` means for an instrument
 * (https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration).
 */
export function temporalityOf(
  preference: TemporalityPreference,
  instrument: InstrumentType,
): AggregationTemporality {
  const isDelta = DELTA[preference].includes(instrument);
  return isDelta ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
}
