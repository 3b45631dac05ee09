/** The same in two languages, as plain text. */
export interface AlertText {
  readonly ko: string;
  readonly en: string;
}

/** Something that people should read. */
export interface PolicyIssueAlert {
  /** The same for the same alert, however often it is told. */
  readonly id: string;
  /** `good` for the end of something, `warning` for what may wait a little. */
  readonly level: 'alarm' | 'warning' | 'good';
  /** One line: what happened, and where. */
  readonly title: AlertText;
  /** What it means and what to do. */
  readonly text: AlertText;
  /** A page of Google's about it. */
  readonly link: string;
}

/** Where people hear of policy issues, and of not knowing them. Any object with this method is one. */
export abstract class PolicyIssueAlerts {
  /**
   * Called at least once for each alert, in one instance at a time; one that throws is called again later.
   * @param signal aborted when nobody waits for it any more
   */
  abstract tell(alert: PolicyIssueAlert, signal: AbortSignal): void | Promise<void>;
}
