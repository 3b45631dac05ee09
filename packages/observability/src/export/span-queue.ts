import { AsyncLocalStorage } from 'node:async_hooks';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { TraceFlags, diag } from '@opentelemetry/api';
import type { BatchSettings } from '../telemetry/telemetry-settings.js';
import type { ExporterHealth } from './exporter-health.js';
import { SpanBatch, type SpanBatchParts } from './otlp/span-batch.js';

/** Sends spans, and tells `health` what became of each. Never rejects. */
export type SendSpans = (spans: SpanBatch, signal: AbortSignal) => Promise<void>;

export interface SpanQueueParts {
  readonly batch: BatchSettings;
  readonly health: ExporterHealth;
  readonly send: SendSpans;
  readonly encoding: SpanBatchParts;
}

/**
 * Gathers ended spans and sends them in batches, one at a time, by the rules of the specification's batching processor
 * (https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor); what does not fit is dropped and counted.
 */
export class SpanQueue implements SpanProcessor {
  /** All full but the last. */
  private batches: SpanBatch[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;
  private sent = 0;
  private readonly stopped = new AbortController();
  /** Where no request's context is held by a timer or a connection of ours. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(private readonly parts: SpanQueueParts) {}

  /** Spans that are being sent. */
  get inFlight(): number {
    return this.sent;
  }

  private get waiting(): number {
    const last = this.batches.at(-1);
    return last ? (this.batches.length - 1) * this.parts.batch.maxExportBatchSize + last.size : 0;
  }

  onStart(span: { spanContext(): { readonly traceFlags: number } }): void {
    if (isSampled(span)) this.parts.health.started();
  }

  onEnd(span: ReadableSpan): void {
    if (isSampled(span)) this.add(span);
  }

  /** Takes a span that was counted as started. */
  add(span: ReadableSpan): void {
    const { health, batch } = this.parts;
    if (this.stopped.signal.aborted || this.waiting + this.sent >= batch.maxQueueSize) {
      health.dropped();
      return;
    }
    health.queued();
    this.gather(span);
    if (this.sending) return;
    if (this.waiting >= batch.maxExportBatchSize) this.sendNext();
    else if (!this.timer) this.sendLater();
  }

  /** Sends what is queued now. */
  async forceFlush(): Promise<void> {
    for (let left = this.waiting + this.sent; left > 0; left -= this.parts.batch.maxExportBatchSize) {
      if (!this.sending) this.sendNext();
      await this.sending;
    }
  }

  /** Sends what is queued; until then `abandon` can end it. */
  async shutdown(): Promise<void> {
    await this.forceFlush();
    await this.abandon();
  }

  /** Stops at once: what is queued and on its way counts as failed, what comes later as dropped. */
  async abandon(): Promise<void> {
    clearTimeout(this.timer);
    this.stopped.abort();
    this.parts.health.gaveUp(this.waiting);
    this.batches = [];
    await this.sending;
  }

  /** One that cannot be encoded has failed: whoever ends a span has nothing to do with that. */
  private gather(span: ReadableSpan): void {
    const { batch, encoding, health } = this.parts;
    const last = this.batches.at(-1);
    const spans = last && last.size < batch.maxExportBatchSize ? last : new SpanBatch(encoding);
    try {
      spans.add(span);
    } catch (error) {
      diag.error('couplekit: a span cannot be encoded; it is not exported.', error);
      health.gaveUp(1);
      return;
    }
    if (spans !== last) this.batches.push(spans);
  }

  private sendNext(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const spans = this.batches.shift();
    if (!spans) return;
    this.sent = spans.size;
    this.sending = this.outside(() => this.send(spans));
  }

  private async send(spans: SpanBatch): Promise<void> {
    const { batch } = this.parts;
    const limit = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(batch.exportTimeoutMillis)]);
    await this.parts.send(spans, limit);
    this.sent = 0;
    this.sending = undefined;
    if (this.waiting >= batch.maxExportBatchSize) this.sendNext();
    else if (this.waiting > 0) this.sendLater();
  }

  private sendLater(): void {
    const { scheduledDelayMillis } = this.parts.batch;
    this.timer = this.outside(() => setTimeout(() => this.sendNext(), scheduledDelayMillis).unref());
  }
}

function isSampled(span: { spanContext(): { readonly traceFlags: number } }): boolean {
  return (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
}
