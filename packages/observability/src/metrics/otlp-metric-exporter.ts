import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import type {
  AggregationTemporality,
  InstrumentType,
  PushMetricExporter,
  ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { deliver } from '../export/deliver.js';
import type { ExporterHealth } from '../export/exporter-health.js';
import type { OtlpSender } from '../export/otlp-sender.js';
import type { TemporalityPreference } from '../telemetry/metrics-settings.js';
import { temporalityOf } from './temporality.js';

export interface OtlpMetricExporterParts {
  readonly sender: OtlpSender;
  /** Is told what came of exports, in data points, instead of the log. */
  readonly health: ExporterHealth;
  readonly temporality: TemporalityPreference;
  /** For one export with its retries. */
  readonly timeoutMillis: number;
}

/** Sends metrics by OTLP. */
export class OtlpMetricExporter implements PushMetricExporter {
  private readonly ending = new AbortController();
  private readonly abandoned = new AbortController();
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly parts: OtlpMetricExporterParts) {}

  export(metrics: ResourceMetrics, done: (result: ExportResult) => void): void {
    this.sending = this.send(metrics, done);
  }

  selectAggregationTemporality(instrument: InstrumentType): AggregationTemporality {
    return temporalityOf(this.parts.temporality, instrument);
  }

  forceFlush(): Promise<void> {
    return this.sending;
  }

  async shutdown(): Promise<void> {
    await this.sending;
  }

  /** From now on a failure is final: a process that ends does not wait for a collector that is away. */
  finish(): void {
    this.ending.abort();
  }

  /** Gives up what is under way, so that the process can end. */
  async abandon(): Promise<void> {
    this.abandoned.abort();
    await this.sending;
    this.parts.sender.close();
  }

  private async send(metrics: ResourceMetrics, done: (result: ExportResult) => void): Promise<void> {
    const { health } = this.parts;
    const count = pointsOf(metrics);
    health.started(count);
    health.queued(count);
    try {
      const answer = await this.deliver(metrics);
      const rejected = answer && Math.min(count, rejectedPoints(answer));
      if (rejected === undefined) health.gaveUp(count);
      else health.exported(count - rejected, rejected);
    } finally {
      // Always success: the only thing that the reader does about a failure is to log it, every time.
      done({ code: ExportResultCode.SUCCESS });
    }
  }

  private async deliver(metrics: ResourceMetrics): Promise<Buffer | undefined> {
    const { sender, health, timeoutMillis } = this.parts;
    const message = ProtobufMetricsSerializer.serializeRequest(metrics);
    const signal = AbortSignal.any([this.abandoned.signal, AbortSignal.timeout(timeoutMillis)]);
    return message && deliver(message, { sender, health, signal, hurry: this.ending.signal });
  }
}

function pointsOf({ scopeMetrics }: ResourceMetrics): number {
  return scopeMetrics
    .flatMap((scope) => scope.metrics)
    .reduce((total, metric) => total + metric.dataPoints.length, 0);
}

/** A collector may take a part (https://opentelemetry.io/docs/specs/otlp/#partial-success). */
function rejectedPoints(body: Uint8Array): number {
  if (body.byteLength === 0) return 0;
  try {
    const { partialSuccess } = ProtobufMetricsSerializer.deserializeResponse(body);
    return Number(partialSuccess?.rejectedDataPoints ?? 0);
  } catch {
    return 0; // Taken is taken, whatever else the answer says.
  }
}
