import type { PolicyIssueEvent } from '../deciding/policy-issue-event.js';

/** Where programs hear of policy issues. Any object with this method is one. */
export abstract class PolicyIssueListener {
  /**
   * Called at least once for each event, in one instance at a time; one that throws is called again later.
   * `event.id` is the same each time.
   * @param signal aborted when nobody waits for it any more
   */
  abstract onEvent(event: PolicyIssueEvent, signal: AbortSignal): void | Promise<void>;
}
