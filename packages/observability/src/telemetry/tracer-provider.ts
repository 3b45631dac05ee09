import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
  type SpanLimits,
} from '@opentelemetry/sdk-trace';
import { ExporterHealth } from '../export/exporter-health.js';
import { OtlpSender } from '../export/otlp-sender.js';
import { spanSender } from '../export/send-spans.js';
import { SpanQueue } from '../export/span-queue.js';
import { RequestSpans } from './request-spans.js';
import type { TelemetrySettings } from './telemetry-settings.js';

/** The name under which our spans appear. */
export const SCOPE = '@couplekit/observability';

/** The defaults of https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits */
const LIMITS: Required<SpanLimits> = {
  attributeValueLengthLimit: Number.POSITIVE_INFINITY,
  attributeCountLimit: 128,
  eventCountLimit: 128,
  linkCountLimit: 128,
  attributePerEventCountLimit: 128,
  attributePerLinkCountLimit: 128,
};

/** Everything that makes and exports spans. */
export interface Traces {
  readonly provider: TracerProvider;
  readonly requestSpans: RequestSpans;
  readonly health: ExporterHealth;
  /** Sends what is queued. */
  flush(): Promise<void>;
  /** Gives up what is queued and ends the connection to the collector. */
  abandon(): Promise<void>;
}

/** Always a provider, so that every request has a trace id, with an exporter or without. */
export function createTraces(settings: TelemetrySettings): Traces {
  const { exporter, batch } = settings;
  const resource = defaultResource().merge(resourceFromAttributes({ ...settings.resource }));
  const sampler = samplerOf(settings.sampler);
  const health = new ExporterHealth({ signal: 'traces', enabled: exporter !== undefined });
  const sender = exporter && new OtlpSender(exporter);
  const queue = sender && new SpanQueue({ batch, health, send: spanSender(sender, health) });
  const provider = new TracerProvider({
    resource,
    sampler,
    spanLimits: LIMITS,
    spanProcessors: queue ? [queue] : [],
  });
  const instrumentationScope = { name: SCOPE };
  return {
    provider,
    requestSpans: new RequestSpans({
      resource,
      sampler,
      limits: LIMITS,
      instrumentationScope,
      queue,
      health,
    }),
    health,
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
