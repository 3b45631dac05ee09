import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { APP_LOGGER } from '../logging/app-logger.js';
import {
  OBSERVABILITY_OPTIONS,
  type ResolvedObservabilityOptions,
} from '../resolve-observability-options.js';
import type { ExporterTransition } from './exporter-health.js';

/** Tells the log of each change of an exporter's state, once, and sends what is queued before the application ends. */
@Injectable()
export class ExporterWatch implements OnApplicationShutdown {
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

  /** Nest calls this when its servers have closed, so that every request has ended. */
  async onApplicationShutdown(): Promise<void> {
    await this.options.telemetry.flush();
    for (const unwatch of this.unwatch) unwatch();
    await new Promise<void>((resolve) => {
      this.logger.flush(() => resolve());
    });
  }

  private tell({ from, to, report }: ExporterTransition): void {
    const { signal, reason, lastSuccessAt, exported, queued, dropped, failed } = report;
    const line = {
      event: 'exporter_health',
      signal,
      from,
      to,
      reason,
      last_success_at: lastSuccessAt ?? null,
    };
    const counts = { exported, queued, dropped, failed };
    const level = to === 'ok' ? 'info' : 'warn';
    this.logger[level](
      { ...line, ...counts },
      `the exporter of ${signal} is ${to}${reason ? `: ${reason}` : ''}`,
    );
  }
}
