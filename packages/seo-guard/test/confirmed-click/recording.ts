import type {
  PolicyIssueAlert,
  PolicyIssueAlerts,
  PolicyIssueEvent,
  PolicyIssueListener,
} from '@couplekit/seo-guard/ads';

/** Keeps what it hears. */
export class Recording implements PolicyIssueListener, PolicyIssueAlerts {
  readonly events: PolicyIssueEvent[] = [];
  readonly alerts: PolicyIssueAlert[] = [];
  /** What happens before it is kept. */
  before: (signal: AbortSignal) => void | Promise<void> = () => undefined;

  async onEvent(event: PolicyIssueEvent, signal: AbortSignal): Promise<void> {
    await this.before(signal);
    this.events.push(event);
  }

  tell(alert: PolicyIssueAlert): void {
    this.alerts.push(alert);
  }

  /** `new 1`, `cleared 1` and so on, with the last part of the issue's name. */
  get told(): readonly string[] {
    return this.events.map(({ kind, issue }) => `${kind} ${issue.name.split('/').at(-1)}`);
  }
}
