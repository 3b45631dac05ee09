import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import { ExporterHealth } from '../export/exporter-health.js';
import { OtlpSender } from '../export/otlp-sender.js';
import { spanSender } from '../export/send-spans.js';
import { SpanQueue } from '../export/span-queue.js';
import type { ObservedExporter } from '../metrics/exporter-metrics.js';
import type { Redactor } from '../redaction/redactor.js';
import { RequestSpans } from './request-spans.js';
import type { TelemetrySettings } from './telemetry-settings.js';

/** The name under which our spans appear. */
export const SCOPE = '@couplekit/observability';

/** Everything that makes and exports spans. */
export interface Traces {
  readonly provider: TracerProvider;
  readonly requestSpans: RequestSpans;
  readonly health: ExporterHealth;
  /** What `health` says, with what is on its way and how much the queue can hold. */
  report(): ObservedExporter;
  /** Sends what is queued. */
  flush(): Promise<void>;
  /** Gives up what is queued and ends the connection to the collector. */
  abandon(): Promise<void>;
}

/** Always a provider, so that every request has a trace id, with an exporter or without. */
export function createTraces(settings: TelemetrySettings, redactor: Redactor): Traces {
  const { exporter, batch, spanLimits } = settings;
  const resource = defaultResource().merge(resourceFromAttributes({ ...settings.resource }));
  const sampler = samplerOf(settings.sampler);
  const health = new ExporterHealth({ signal: 'traces', enabled: exporter !== undefined });
  const sender = exporter && new OtlpSender(exporter);
  const encoding = { resource, redactor };
  const queue = sender && new SpanQueue({ batch, health, encoding, send: spanSender({ sender, health }) });
  const provider = new TracerProvider({
    resource,
    sampler,
    spanLimits,
    spanProcessors: queue ? [queue] : [],
  });
  const instrumentationScope = { name: SCOPE };
  return {
    provider,
    requestSpans: new RequestSpans({
      resource,
      sampler,
      limits: spanLimits,
      instrumentationScope,
      queue,
      health,
    }),
    health,
    report: () => {
      const { inFlight = 0 } = queue ?? {};
      const report = health.report();
      return { ...report, queued: report.queued - inFlight, inFlight, queueCapacity: batch.maxQueueSize };
    },
    flush: async () => queue?.forceFlush(),
    abandon: async () => {
      health.close();
      await queue?.abandon();
      sender?.close();
    },
  };
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
