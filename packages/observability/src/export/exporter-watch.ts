import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { APP_LOGGER } from '../logging/app-logger.js';
import {
  OBSERVABILITY_OPTIONS,
  type ResolvedObservabilityOptions,
} from '../resolve-observability-options.js';
import type { ExporterTransition } from './exporter-health.js';

/**
 * Tells the log whether spans are exported, at the start, and each change of an exporter's state, once; sends what is queued
 * before the application ends, and tells what could not be sent.
 */
@Injectable()
export class ExporterWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly unwatch: readonly (() => void)[];

  constructor(
    @Inject(APP_LOGGER) private readonly logger: Logger,
    @Inject(OBSERVABILITY_OPTIONS) private readonly options: ResolvedObservabilityOptions,
  ) {
    const { exporterHealth, metricsHealth } = options.telemetry;
    this.unwatch = [exporterHealth, metricsHealth].map((health) =>
      health.onTransition((transition) => this.tell(transition)),
    );
  }

  /** So that who reads the log later knows why there are no spans, and that an outage ended with the process. */
  onApplicationBootstrap(): void {
    const report = this.options.telemetry.exporterHealth.report();
    const msg = report.state === 'off' ? 'spans are not exported' : 'spans are exported';
    this.logger.info(lineOf({ from: report.state, to: report.state, report }), msg);
  }

  /** Nest calls this when its servers have closed, so that every request has ended. */
  async onApplicationShutdown(): Promise<void> {
    await this.options.telemetry.flush();
    for (const unwatch of this.unwatch) unwatch();
    this.tellLosses();
    await new Promise<void>((resolve) => {
      this.logger.flush(() => resolve());
    });
  }

  /** So that who misses spans later knows that they were lost with the process, and how many. */
  private tellLosses(): void {
    const report = this.options.telemetry.exporterHealth.report();
    const { queued, state } = report;
    if (queued === 0) return;
    const reason = report.reason ?? 'the collector does not take them in time';
    const lost = { ...report, reason, queued: 0, failed: report.failed + queued };
    const msg = `${queued} spans were not sent before the application ended: ${reason}`;
    this.logger.warn(lineOf({ from: state, to: 'down', report: lost }), msg);
  }

  private tell(transition: ExporterTransition): void {
    const { signal, reason } = transition.report;
    const msg = `the exporter of ${signal} is ${transition.to}${reason ? `: ${reason}` : ''}`;
    this.logger[transition.to === 'ok' ? 'info' : 'warn'](lineOf(transition), msg);
  }
}

/** What `couplekit-timeline` reads. */
function lineOf({ from, to, report }: ExporterTransition): object {
  const { signal, reason, lastSuccessAt, exported, queued, dropped, failed } = report;
  const counts = { exported, queued, dropped, failed };
  return {
    event: 'exporter_health',
    signal,
    from,
    to,
    reason,
    last_success_at: lastSuccessAt ?? null,
    ...counts,
  };
}
