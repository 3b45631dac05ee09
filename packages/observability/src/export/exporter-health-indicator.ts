import { Inject, Injectable } from '@nestjs/common';
import {
  OBSERVABILITY_OPTIONS,
  type ResolvedObservabilityOptions,
} from '../resolve-observability-options.js';
import type { ExporterReport } from './exporter-health.js';

/** An exporter in a health check: what @nestjs/terminus expects of an indicator. */
export interface ExporterHealthResult {
  readonly status: 'up' | 'down';
  readonly exporter: ExporterReport['state'];
  readonly reason?: string;
  /** ISO 8601. */
  readonly lastSuccessAt?: string;
  readonly exported: number;
  readonly queued: number;
  readonly dropped: number;
  readonly failed: number;
}

/** What a health check concludes from the exporter's state. */
export interface ExporterHealthCheckOptions {
  /**
   * Whether an exporter that is down makes the check fail. Think twice: a service that can serve would be taken out of
   * rotation because its telemetry cannot be sent. @default false
   */
  readonly failWhenDown?: boolean;
}

/**
 * How the exporter of spans is doing, by local counters, for a health endpoint. With @nestjs/terminus:
 * `health.check([() => indicator.check('telemetry')])`.
 */
@Injectable()
export class ExporterHealthIndicator {
  constructor(@Inject(OBSERVABILITY_OPTIONS) private readonly options: ResolvedObservabilityOptions) {}

  /** A result by key, as Terminus wants it. */
  check<K extends string>(key: K, options: ExporterHealthCheckOptions = {}): Record<K, ExporterHealthResult> {
    return { [key]: this.describe(options) } as Record<K, ExporterHealthResult>;
  }

  /** The same for a health endpoint of one's own. */
  describe({ failWhenDown = false }: ExporterHealthCheckOptions = {}): ExporterHealthResult {
    const report = this.options.telemetry.exporterHealth.report();
    return {
      status: failWhenDown && report.state === 'down' ? 'down' : 'up',
      exporter: report.state,
      ...(report.reason !== undefined && { reason: report.reason }),
      ...(report.lastSuccessAt && { lastSuccessAt: report.lastSuccessAt.toISOString() }),
      exported: report.exported,
      queued: report.queued,
      dropped: report.dropped,
      failed: report.failed,
    };
  }
}
