import {
  attributesIn,
  bytesIn,
  fixed64In,
  messagesIn,
  numberIn,
  resourceIn,
  type CollectedAttributes,
} from './otlp-attributes.js';
import { protobufFields, type ProtobufFields } from './protobuf-fields.js';

/** A span as it arrived, the parts that tests look at. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  /** https://www.w3.org/TR/trace-context/#tracestate-header; empty if there was none. */
  readonly traceState: string;
  /** 2 is SERVER. */
  readonly kind: number;
  /** 2 is ERROR. */
  readonly status: number;
  /** Since 1970, in nanoseconds, in decimal digits as in OTLP's JSON; so is the next. */
  readonly startNanos: string;
  readonly endNanos: string;
  readonly attributes: CollectedAttributes;
  readonly events: readonly CollectedEvent[];
  readonly links: readonly CollectedLink[];
  /** What the span had no room for. */
  readonly dropped: { readonly attributes: number; readonly events: number; readonly links: number };
  readonly resource: CollectedAttributes;
}

export interface CollectedEvent {
  readonly name: string;
  /** Since 1970, in nanoseconds, in decimal digits. */
  readonly timeNanos: string;
  readonly attributes: CollectedAttributes;
}

export interface CollectedLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: CollectedAttributes;
}

/** Field numbers: opentelemetry/proto/collector/trace/v1/trace_service.proto and trace/v1/trace.proto. */
export function readSpans(body: Buffer): CollectedSpan[] {
  return messagesIn(protobufFields(body), 1).flatMap((resourceSpans) => {
    const resource = resourceIn(resourceSpans);
    return messagesIn(resourceSpans, 2)
      .flatMap((scopeSpans) => messagesIn(scopeSpans, 2))
      .map((span) => readSpan(span, resource));
  });
}

function readSpan(span: ProtobufFields, resource: CollectedAttributes): CollectedSpan {
  const [status] = messagesIn(span, 15);
  return {
    name: bytesIn(span, 5).toString(),
    traceId: hexIn(span, 1),
    spanId: hexIn(span, 2),
    parentSpanId: hexIn(span, 4),
    traceState: bytesIn(span, 3).toString(),
    kind: numberIn(span, 6),
    status: status ? numberIn(status, 3) : 0,
    startNanos: String(fixed64In(span, 7)),
    endNanos: String(fixed64In(span, 8)),
    attributes: attributesIn(span, 9),
    events: messagesIn(span, 11).map(readEvent),
    links: messagesIn(span, 13).map(readLink),
    dropped: { attributes: numberIn(span, 10), events: numberIn(span, 12), links: numberIn(span, 14) },
    resource,
  };
}

function readEvent(event: ProtobufFields): CollectedEvent {
  return {
    name: bytesIn(event, 2).toString(),
    timeNanos: String(fixed64In(event, 1)),
    attributes: attributesIn(event, 3),
  };
}

function readLink(link: ProtobufFields): CollectedLink {
  return { traceId: hexIn(link, 1), spanId: hexIn(link, 2), attributes: attributesIn(link, 4) };
}

function hexIn(fields: ProtobufFields, number: number): string {
  return bytesIn(fields, number).toString('hex');
}
