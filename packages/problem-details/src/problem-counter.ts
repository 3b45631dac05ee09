import { metrics, type Counter, type MeterProvider } from '@opentelemetry/api';
import type { ProblemReport } from './reading/problem-report.js';

const SCOPE = '@couplekit/problem-details';

/**
 * Counts problems as `couplekit.problems`, by `couplekit.problem.type` (the slug of the definition, or `about:blank`) and
 * `http.response.status_code`. Both come from the registry, so there are as many series as there are definitions.
 */
export class ProblemCounter {
  private known: { readonly provider: MeterProvider; readonly counter: Counter } | undefined;

  add({ definition, status }: ProblemReport): void {
    this.counter().add(1, {
      'couplekit.problem.type': definition?.slug ?? 'about:blank',
      'http.response.status_code': status,
    });
  }

  /** The meter provider has no proxy that would wait for a later one, so the counter is made when it changes. */
  private counter(): Counter {
    const provider = metrics.getMeterProvider();
    if (this.known?.provider === provider) return this.known.counter;
    const counter = provider.getMeter(SCOPE).createCounter('couplekit.problems', {
      description: 'Problems that were answered or told.',
      unit: '{problem}',
    });
    this.known = { provider, counter };
    return counter;
  }
}
