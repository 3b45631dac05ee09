import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { redactSpan } from '../redaction/redact-span.js';
import type { Redactor } from '../redaction/redactor.js';
import { deliver } from './deliver.js';
import type { ExporterHealth } from './exporter-health.js';
import type { OtlpSender } from './otlp-sender.js';
import type { SendSpans } from './span-queue.js';

export interface SpanSenderParts {
  readonly sender: OtlpSender;
  readonly health: ExporterHealth;
  readonly redactor: Redactor;
}

/** Sends spans by OTLP, without secrets, again and again until the collector takes or refuses them, or `signal` ends it. */
export function spanSender({ sender, health, redactor }: SpanSenderParts): SendSpans {
  return async (spans, signal) => {
    const message = ProtobufTraceSerializer.serializeRequest(spans.map((span) => redactSpan(span, redactor)));
    const answer = message && (await deliver(message, { sender, health, signal }));
    if (!answer) return health.gaveUp(spans.length);
    const rejected = Math.min(spans.length, rejectedSpans(answer));
    health.exported(spans.length - rejected, rejected);
  };
}

/** A collector may take a part (https://opentelemetry.io/docs/specs/otlp/#partial-success-1). */
function rejectedSpans(body: Uint8Array): number {
  if (body.byteLength === 0) return 0;
  try {
    const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(body);
    return Number(partialSuccess?.rejectedSpans ?? 0);
  } catch {
    return 0; // Taken is taken, whatever else the answer says.
  }
}
