import { setTimeout as delay } from 'node:timers/promises';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ExporterHealth } from './exporter-health.js';
import type { OtlpSender } from './otlp-sender.js';
import type { SendSpans } from './span-queue.js';

/** The first pause before a request is sent again, and the longest, in milliseconds; the collector can ask for more. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [500, 5_000];

/** Sends spans by OTLP, again and again until the collector takes or refuses them, or `signal` ends it. */
export function spanSender(sender: OtlpSender, health: ExporterHealth): SendSpans {
  return async (spans, signal) => {
    const message = ProtobufTraceSerializer.serializeRequest([...spans]);
    if (!message) return health.gaveUp(spans.length);
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const since = performance.now();
      const delivery = await sender.send(message, signal);
      if (delivery.outcome === 'accepted') return accepted(delivery.body, spans.length, health);
      health.attemptFailed(delivery.reason, since);
      if (delivery.outcome === 'refused' || !(await paused(delivery.afterMs ?? jittered(pauseMs), signal))) {
        return health.gaveUp(spans.length);
      }
    }
  };
}

/** A collector may take a part (https://opentelemetry.io/docs/specs/otlp/#partial-success-1). */
function accepted(body: Uint8Array, sent: number, health: ExporterHealth): void {
  const rejected = Math.min(sent, rejectedSpans(body));
  health.exported(sent - rejected, rejected);
}

function rejectedSpans(body: Uint8Array): number {
  if (body.byteLength === 0) return 0;
  try {
    const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(body);
    return Number(partialSuccess?.rejectedSpans ?? 0);
  } catch {
    return 0; // Taken is taken, whatever else the answer says.
  }
}

/** False when the time was over before the pause. */
async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await delay(ms, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}

/** So that many services do not come back in step. */
function jittered(ms: number): number {
  return ms * (0.75 + Math.random() / 2);
}
