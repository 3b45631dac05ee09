import { setTimeout as delay } from 'node:timers/promises';
import type { ExporterHealth } from './exporter-health.js';
import type { OtlpSender } from './otlp-sender.js';

/** The first pause before a message is sent again, and the longest, in milliseconds; the collector can ask for more. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [500, 5_000];

/** A timer for longer than this is over at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface DeliveryParts {
  readonly sender: OtlpSender;
  readonly health: ExporterHealth;
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Ends pauses only: once aborted, a failure is final. */
  readonly hurry?: AbortSignal;
}

/** Sends a message again and again until the collector takes or refuses it: its answer, or undefined if it is given up. */
export async function deliver(message: Uint8Array, parts: DeliveryParts): Promise<Buffer | undefined> {
  const { sender, health, signal, hurry } = parts;
  const waiting = hurry ? AbortSignal.any([signal, hurry]) : signal;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const since = performance.now();
    const delivery = await sender.send(message, signal);
    if (delivery.outcome === 'accepted') return delivery.body;
    health.attemptFailed(delivery.reason, since);
    if (delivery.outcome === 'refused') return undefined;
    if (!(await paused(delivery.afterMs ?? jittered(pauseMs), waiting))) return undefined;
  }
}

/** False when the time was over before the pause. */
async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await delay(Math.min(ms, LONGEST_TIMER_MS), undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}

/** So that many services do not come back in step. */
function jittered(ms: number): number {
  return ms * (0.75 + Math.random() / 2);
}
