import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import type {
  AggregationTemporality,
  InstrumentType,
  PushMetricExporter,
  ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { TemporalityPreference } from '../telemetry/metrics-settings.js';
import type { MetricsSender } from './metrics-sender.js';
import { temporalityOf } from './temporality.js';

/** Who is told what came of exports, in data points. */
export interface ExportOutcome {
  /** They are on their way; what comes of each is told exactly once. */
  started(count: number): void;
  succeeded(count: number): void;
  /** @param reason a few words without hosts or paths, like "connection refused" */
  failed(reason: string, count: number): void;
}

export interface OtlpMetricExporterParts {
  readonly sender: MetricsSender;
  readonly temporality: TemporalityPreference;
  readonly outcome: ExportOutcome;
}

/** Sends metrics by OTLP, and tells its outcome instead of logging each failure. */
export class OtlpMetricExporter implements PushMetricExporter {
  #sending: Promise<void> = Promise.resolve();

  constructor(private readonly parts: OtlpMetricExporterParts) {}

  export(metrics: ResourceMetrics, done: (result: ExportResult) => void): void {
    this.#sending = this.#send(metrics, done);
  }

  selectAggregationTemporality(instrument: InstrumentType): AggregationTemporality {
    return temporalityOf(this.parts.temporality, instrument);
  }

  forceFlush(): Promise<void> {
    return this.#sending;
  }

  async shutdown(): Promise<void> {
    await this.#sending;
    this.parts.sender.close();
  }

  async #send(metrics: ResourceMetrics, done: (result: ExportResult) => void): Promise<void> {
    const { sender, outcome } = this.parts;
    const count = pointsOf(metrics);
    outcome.started(count);
    try {
      const result = await sender.send(
        ProtobufMetricsSerializer.serializeRequest(metrics) ?? new Uint8Array(),
      );
      if ('failure' in result) {
        outcome.failed(result.failure, count);
      } else {
        const rejected = Math.min(rejectedPoints(result.answer), count);
        outcome.succeeded(count - rejected);
        if (rejected > 0) outcome.failed('rejected', rejected);
      }
    } catch {
      outcome.failed('encoding', count);
    } finally {
      // Always success: the only thing that the reader does about a failure is to log it, every time.
      done({ code: ExportResultCode.SUCCESS });
    }
  }
}

function pointsOf({ scopeMetrics }: ResourceMetrics): number {
  return scopeMetrics
    .flatMap((scope) => scope.metrics)
    .reduce((total, metric) => total + metric.dataPoints.length, 0);
}

/** The collector took the message and not everything in it (OTLP, "Partial Success"); an answer that is no message took all. */
function rejectedPoints(answer: Buffer): number {
  try {
    return Number(
      ProtobufMetricsSerializer.deserializeResponse(answer).partialSuccess?.rejectedDataPoints ?? 0,
    );
  } catch {
    return 0;
  }
}
