import type { SpanContext } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { ProtobufWriter } from './protobuf-writer.js';
import { writeAttributes } from './write-attributes.js';

/** Of `SpanFlags`: whether the parent is remote is known, and it is (opentelemetry/proto/trace/v1/trace.proto). */
const [HAS_IS_REMOTE, IS_REMOTE] = [0x100, 0x200];

/** Nearly every span has a length of two bytes. */
const LENGTH_WIDTH = 2;

/** Writes a `Span` (opentelemetry/proto/trace/v1/trace.proto) as field 2, that of a `ScopeSpans`. */
export function writeSpan(writer: ProtobufWriter, span: ReadableSpan): void {
  const start = writer.open(2, LENGTH_WIDTH);
  const context = span.spanContext();
  const { parentSpanContext: parent, kind, status } = span;
  writeIds(writer, context);
  if (parent?.spanId) writer.hex(4, parent.spanId);
  writer.text(5, span.name);
  writer.integer(6, kind + 1);
  writer.time(7, span.startTime);
  writer.time(8, span.endTime);
  writeAttributes(writer, 9, span.attributes);
  writer.integer(10, span.droppedAttributesCount);
  for (const event of span.events) writeEvent(writer, event);
  writer.integer(12, span.droppedEventsCount);
  for (const link of span.links) writeLink(writer, link);
  writer.integer(14, span.droppedLinksCount);
  const statusStart = writer.open(15);
  if (status.message) writer.text(2, status.message);
  writer.integer(3, status.code);
  writer.close(statusStart);
  writer.fixed32(16, flags(context, parent));
  writer.close(start, LENGTH_WIDTH);
}

function writeEvent(writer: ProtobufWriter, event: ReadableSpan['events'][number]): void {
  const start = writer.open(11);
  writer.time(1, event.time);
  writer.text(2, event.name);
  if (event.attributes) writeAttributes(writer, 3, event.attributes);
  writer.integer(4, event.droppedAttributesCount ?? 0);
  writer.close(start);
}

function writeLink(writer: ProtobufWriter, link: ReadableSpan['links'][number]): void {
  const start = writer.open(13);
  writeIds(writer, link.context);
  if (link.attributes) writeAttributes(writer, 4, link.attributes);
  writer.integer(5, link.droppedAttributesCount ?? 0);
  writer.fixed32(6, flags(link.context, link.context));
  writer.close(start);
}

/** The same fields of a span and of a link. */
function writeIds(writer: ProtobufWriter, context: SpanContext): void {
  writer.hex(1, context.traceId);
  writer.hex(2, context.spanId);
  const state = context.traceState?.serialize();
  if (state) writer.text(3, state);
}

function flags(context: SpanContext, origin: SpanContext | undefined): number {
  return (context.traceFlags & 0xff) | HAS_IS_REMOTE | (origin?.isRemote ? IS_REMOTE : 0);
}
