import type { Counter, Meter, ObservableGauge } from '@opentelemetry/api';
import type { EnforcementAction } from './adsense/policy-issue.js';
import type { PolicyIssueEvent } from './deciding/policy-issue-event.js';
import type { PollRecord } from './deciding/poll-record.js';

const ACTION = 'couplekit.adsense.action';
const EVENT = 'couplekit.adsense.event';

/**
 * - `couplekit.adsense.policy_issues`, by action: followed issues. Zero for an action without any (any more), and nothing at all
 *   before the first whole listing.
 * - `couplekit.adsense.policy_issue.events`, by action and event
 * - `couplekit.adsense.poll.age`: seconds since the last whole listing; it grows while issues cannot be read
 *
 * Every instance reports what all of them share: take the maximum of gauges, the sum of events.
 */
export class ConfirmedClickMetrics {
  private readonly events: Counter | undefined;
  private readonly issues: ObservableGauge | undefined;
  private readonly age: ObservableGauge | undefined;
  private release: (() => void) | undefined;

  constructor(meter: Meter | undefined) {
    this.issues = meter?.createObservableGauge('couplekit.adsense.policy_issues', {
      unit: '{issue}',
      description: 'Policy issues that AdSense holds against the account',
    });
    this.events = meter?.createCounter('couplekit.adsense.policy_issue.events', { unit: '{event}' });
    this.age = meter?.createObservableGauge('couplekit.adsense.poll.age', {
      unit: 's',
      description: 'Time since the policy issues were last known',
    });
  }

  /** Reports what is known, until `stop()`. */
  observe(actions: readonly EnforcementAction[], known: () => PollRecord): void {
    const { issues, age } = this;
    if (!issues || !age) return;
    // What a gauge is not told stays as it was, so that an action without issues any more is reported as zero.
    const seen = new Set(actions);
    const report: Parameters<ObservableGauge['addCallback']>[0] = (result) => {
      const record = known();
      if (record.lastSuccess === undefined) return;
      for (const { issue } of record.known) seen.add(issue.action);
      for (const action of seen) {
        const count = record.known.filter(({ issue }) => issue.action === action).length;
        result.observe(count, { [ACTION]: action });
      }
    };
    const reportAge: typeof report = (result) => {
      const { lastSuccess } = known();
      if (lastSuccess !== undefined) result.observe((Date.now() - Date.parse(lastSuccess)) / 1_000);
    };
    issues.addCallback(report);
    age.addCallback(reportAge);
    this.release = () => {
      issues.removeCallback(report);
      age.removeCallback(reportAge);
    };
  }

  count(events: readonly PolicyIssueEvent[]): void {
    for (const { kind, issue } of events) this.events?.add(1, { [ACTION]: issue.action, [EVENT]: kind });
  }

  stop(): void {
    this.release?.();
  }
}

/** The process's meter; undefined where `@opentelemetry/api` is not installed. */
export async function findMeter(): Promise<Meter | undefined> {
  try {
    const { metrics } = await import('@opentelemetry/api');
    return metrics.getMeter('@couplekit/seo-guard');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
