import type { ObservedExporter } from './exporter-metrics.js';
import type { ExportOutcome } from './otlp-metric-exporter.js';

/** Counts what came of metric exports, in data points; a failure is a count here, not a line in the log. */
export class MetricExportCounts implements ExportOutcome {
  #state: ObservedExporter['state'];
  #started = 0;
  #exported = 0;
  readonly #failedBy: Record<string, number> = {};

  /** @param isExporting whether there is an exporter at all */
  constructor(isExporting: boolean) {
    this.#state = isExporting ? 'ok' : 'off';
  }

  started(count: number): void {
    this.#started += count;
  }

  succeeded(count: number): void {
    this.#exported += count;
    this.#state = 'ok';
  }

  failed(reason: string, count: number): void {
    this.#failedBy[reason] = (this.#failedBy[reason] ?? 0) + count;
    this.#state = 'down';
  }

  report(): ObservedExporter {
    const failed = Object.values(this.#failedBy).reduce((total, count) => total + count, 0);
    return {
      signal: 'metrics',
      state: this.#state,
      started: this.#started,
      exported: this.#exported,
      failed,
      failedBy: { ...this.#failedBy },
      inFlight: this.#started - this.#exported - failed,
      dropped: 0,
      queued: 0,
    };
  }
}
