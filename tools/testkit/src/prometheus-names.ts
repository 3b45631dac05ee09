import type { CollectedPoint } from './otlp-metrics.js';

/** Suffixes of units, as the OpenTelemetry collector's Prometheus exporter writes them; annotations in braces leave none. */
const UNITS: Readonly<Record<string, string>> = {
  s: '_seconds',
  ms: '_milliseconds',
  By: '_bytes',
  '1': '_ratio',
};

type Metric = Pick<CollectedPoint, 'name' | 'unit' | 'kind' | 'isMonotonic'>;

/**
 * The series by which Prometheus knows an OpenTelemetry metric.
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export function prometheusNames({ name, unit, kind, isMonotonic }: Metric): readonly string[] {
  const unitSuffix = unit === '1' && kind !== 'gauge' ? '' : (UNITS[unit] ?? '');
  const base = prometheusLabel(name) + unitSuffix;
  if (kind === 'histogram') return [`${base}_bucket`, `${base}_sum`, `${base}_count`];
  return [kind === 'sum' && isMonotonic === true ? `${base}_total` : base];
}

/** The label by which Prometheus knows an attribute. */
export function prometheusLabel(attribute: string): string {
  return attribute.replaceAll(/[^a-zA-Z0-9_]/g, '_');
}
