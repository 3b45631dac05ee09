import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
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

type ExporterOptions = NonNullable<ConstructorParameters<typeof OTLPTraceExporter>[0]>;

/** Always a provider, so that every request has a trace id, with an exporter or without. */
export function createTracerProvider(settings: TelemetrySettings): TracerProvider {
  return new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ ...settings.resource })),
    sampler: samplerOf(settings.sampler),
    spanLimits: settings.spanLimits,
    spanProcessors: processorsOf(settings),
  });
}

function processorsOf({ exporter, batch }: TelemetrySettings): SpanProcessor[] {
  if (!exporter) return [];
  // Not typed, because the enum of the two words for `compression` is exported only by a package of the exporter's.
  const options: unknown = { ...exporter, headers: { ...exporter.headers }, httpAgentOptions: exporter.tls };
  return [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(options as ExporterOptions), ...batch })];
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
