import {
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  isSpanContextValid,
  trace,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import { SamplingDecision, type ReadableSpan, type Sampler, type SpanLimits } from '@opentelemetry/sdk-trace';
import type { ExporterHealth } from '../export/exporter-health.js';
import { IdSource } from '../requests/id-source.js';
import type { SpanQueue } from '../export/span-queue.js';
import { RequestSpan, type RequestSpanOrigin } from '../requests/request-span.js';

export interface RequestSpansParts {
  readonly resource: ReadableSpan['resource'];
  readonly instrumentationScope: ReadableSpan['instrumentationScope'];
  readonly limits: Required<SpanLimits>;
  readonly sampler: Sampler;
  /** Undefined: spans get ids and go nowhere. */
  readonly queue: SpanQueue | undefined;
  readonly health: ExporterHealth;
}

/** Makes the server spans of requests: sampled ones are exported, and those of requests that failed in any case. */
export class RequestSpans implements RequestSpanOrigin {
  readonly resource: ReadableSpan['resource'];
  readonly instrumentationScope: ReadableSpan['instrumentationScope'];
  readonly limits: Required<SpanLimits>;
  private readonly ids = new IdSource();

  constructor(private readonly parts: RequestSpansParts) {
    this.resource = parts.resource;
    this.instrumentationScope = parts.instrumentationScope;
    this.limits = parts.limits;
  }

  /** Starts a span below what `parent` holds. */
  start(name: string, parent: Context): RequestSpan {
    const above = trace.getSpanContext(parent);
    const parentContext = above && isSpanContextValid(above) ? above : undefined;
    const traceId = parentContext?.traceId ?? this.ids.traceId();
    const { decision, traceState } = this.parts.sampler.shouldSample(
      parent,
      traceId,
      name,
      SpanKind.SERVER,
      {},
      [],
    );
    const sampled = decision === SamplingDecision.RECORD_AND_SAMPLED;
    if (sampled && this.parts.queue) this.parts.health.started();
    const context: SpanContext = {
      traceId,
      spanId: this.ids.spanId(),
      traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    };
    const state = traceState ?? parentContext?.traceState;
    if (state) context.traceState = state;
    return new RequestSpan(this, name, context, parentContext);
  }

  /** Whether the span will be exported when it ends now, and needs to say what it knows. */
  isWanted(span: RequestSpan, status = 0): boolean {
    if (!this.parts.queue) return false;
    return isSampled(span) || status >= 500 || span.status.code === SpanStatusCode.ERROR;
  }

  onEnd(span: RequestSpan): void {
    const { queue, health } = this.parts;
    if (!queue) return;
    if (isSampled(span)) return queue.add(span);
    if (span.status.code !== SpanStatusCode.ERROR) return;
    health.started();
    queue.add(span);
  }
}

function isSampled(span: RequestSpan): boolean {
  return (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
}
