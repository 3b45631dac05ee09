import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { deliver } from './deliver.js';
import type { ExporterHealth } from './exporter-health.js';
import type { OtlpSender } from './otlp-sender.js';
import type { SendSpans } from './span-queue.js';

export interface SpanSenderParts {
  readonly sender: OtlpSender;
  readonly health: ExporterHealth;
}

/** Sends spans by OTLP, again and again until the collector takes or refuses them, or `signal` ends it. */
export function spanSender({ sender, health }: SpanSenderParts): SendSpans {
  return async (spans, signal) => {
    const answer = await deliver(spans.message(), { sender, health, signal });
    if (!answer) return health.gaveUp(spans.size);
    const rejected = Math.min(spans.size, rejectedSpans(answer));
    health.exported(spans.size - rejected, rejected);
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
