import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { TelemetrySettings } from './telemetry-settings.js';

/** Always a provider, so that every request has a trace id, with an exporter or without. */
export function createTracerProvider(settings: TelemetrySettings): TracerProvider {
  return new TracerProvider({
    resource: resourceFromAttributes({ ...settings.resource }),
    sampler: samplerOf(settings.sampler),
    spanProcessors: processorsOf(settings),
  });
}

function processorsOf({ exporter, batch }: TelemetrySettings): SpanProcessor[] {
  if (!exporter) return [];
  const { url, headers, timeoutMillis } = exporter;
  return [
    new BatchSpanProcessor({
      exporter: new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis }),
      ...batch,
    }),
  ];
}

function samplerOf({ name, ratio }: TelemetrySettings['sampler']): Sampler {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio);
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
    default:
      return name satisfies never;
  }
}
