import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Redactor } from '../../redaction/redactor.js';
import { redactSpan } from '../../redaction/redact-span.js';
import { RequestSpan } from '../../requests/request-span.js';
import { ProtobufWriter } from './protobuf-writer.js';
import { writeAttributes } from './write-attributes.js';
import { writeSpan } from './write-span.js';

type Scope = ReadableSpan['instrumentationScope'];

/** Most batches have a length of three bytes, more than 16 KiB. */
const LENGTH_WIDTH = 3;

export interface SpanBatchParts {
  /** That of every span. */
  readonly resource: ReadableSpan['resource'];
  readonly redactor: Redactor;
}

/**
 * Spans on their way as the bytes that will be sent, without secrets: a span that waits is no object that the garbage
 * collector has to move, and sending is no work.
 */
export class SpanBatch {
  private readonly scopes = new Map<Scope, ProtobufWriter>();
  private spans = 0;

  constructor(private readonly parts: SpanBatchParts) {}

  /** How many spans it has. */
  get size(): number {
    return this.spans;
  }

  /** @throws what an attribute of the span throws when it is read, or if it has no text where one must be; then without it */
  add(span: ReadableSpan): void {
    const writer = this.writerOf(span.instrumentationScope);
    const { length } = writer;
    try {
      writeSpan(writer, isClean(span) ? span : redactSpan(span, this.parts.redactor));
      this.spans++;
    } catch (error) {
      writer.truncate(length);
      throw error;
    }
  }

  /** An `ExportTraceServiceRequest` (opentelemetry/proto/collector/trace/v1/trace_service.proto). */
  message(): Uint8Array {
    const { resource } = this.parts;
    const size = [...this.scopes.values()].reduce((sum, { length }) => sum + length, 0);
    const writer = new ProtobufWriter(size + 4096);
    const resourceSpans = writer.open(1, LENGTH_WIDTH);
    const start = writer.open(1);
    writeAttributes(writer, 1, resource.attributes);
    writer.integer(2, 0);
    writer.close(start);
    for (const [scope, spans] of this.scopes) {
      const scopeSpans = writer.open(2, LENGTH_WIDTH);
      writeScope(writer, scope);
      writer.fields(spans.written());
      if (scope.schemaUrl) writer.text(3, scope.schemaUrl);
      writer.close(scopeSpans, LENGTH_WIDTH);
    }
    if (resource.schemaUrl) writer.text(3, resource.schemaUrl);
    writer.close(resourceSpans, LENGTH_WIDTH);
    return writer.written();
  }

  private writerOf(scope: Scope): ProtobufWriter {
    const known = this.scopes.get(scope);
    if (known) return known;
    const writer = new ProtobufWriter();
    this.scopes.set(scope, writer);
    return writer;
  }
}

/** To look for secrets costs more than all the rest of a span. */
function isClean(span: ReadableSpan): boolean {
  return span instanceof RequestSpan && span.isClean;
}

/** An `InstrumentationScope` (opentelemetry/proto/common/v1/common.proto). */
function writeScope(writer: ProtobufWriter, scope: Scope): void {
  const start = writer.open(1);
  writer.text(1, scope.name);
  if (scope.version) writer.text(2, scope.version);
  writer.close(start);
}
