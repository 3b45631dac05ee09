import {
  isSpanContextValid,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { RandomIdGenerator } from '@opentelemetry/sdk-trace';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';

export interface WorkSpanStart {
  readonly tracer: Tracer;
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes | undefined;
  readonly requestId: string;
  readonly parent: Context;
}

/** https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/, experimental, so not of the stable constants. */
const PROCESSING = { 'messaging.operation.name': 'process', 'messaging.operation.type': 'process' };

/** Starts the span of a job; linked to the span around it (of the queue's own client) when that is of another trace. */
export function startWorkSpan(start: WorkSpanStart): Span {
  const { tracer, name, kind, attributes, requestId, parent } = start;
  const around = trace.getActiveSpan()?.spanContext();
  const isOther = around && around.traceId !== trace.getSpanContext(parent)?.traceId;
  const span = tracer.startSpan(
    name,
    {
      kind,
      attributes: {
        'couplekit.request_id': requestId,
        ...(kind === SpanKind.CONSUMER && PROCESSING),
        ...attributes,
      },
      links: isOther && isSpanContextValid(around) ? [{ context: around }] : [],
    },
    parent,
  );
  return isSpanContextValid(span.spanContext()) ? span : unrecordedSpan();
}

/** For lines and headers where no tracer provider is installed: ids, and nothing else. */
function unrecordedSpan(): Span {
  const ids = new RandomIdGenerator();
  const [traceId, spanId] = [ids.generateTraceId(), ids.generateSpanId()];
  return trace.wrapSpanContext({ traceId, spanId, traceFlags: TraceFlags.NONE });
}

/** Says on a span what its work threw. The caller ends the span. */
export function recordFailure(span: Span, thrown: unknown): void {
  span.recordException(thrown instanceof Error ? thrown : String(thrown));
  span.setAttribute(ATTR_ERROR_TYPE, thrown instanceof Error ? thrown.name : typeof thrown);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
