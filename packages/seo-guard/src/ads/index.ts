export { AdSenseError } from './confirmed-click/adsense/adsense-error.js';
export type { AdSenseFailureKind } from './confirmed-click/adsense/adsense-error.js';
export type { AdSenseAccess } from './confirmed-click/adsense/adsense-access.js';
export { listPolicyIssues } from './confirmed-click/adsense/list-policy-issues.js';
export { CONFIRMED_CLICK } from './confirmed-click/adsense/policy-issue.js';
export type { EnforcementAction, PolicyIssue, PolicyTopic } from './confirmed-click/adsense/policy-issue.js';
export { ConfirmedClickModule } from './confirmed-click/confirmed-click.module.js';
export type { ConfirmedClickModuleOptions } from './confirmed-click/confirmed-click-options.js';
export { ConfirmedClickPoller } from './confirmed-click/confirmed-click.poller.js';
export type { PolicyIssueStatus } from './confirmed-click/confirmed-click.poller.js';
export type {
  ChangedIssue,
  ClearedIssue,
  EscalatedIssue,
  EscalationReason,
  NewIssue,
  PolicyIssueEvent,
} from './confirmed-click/deciding/policy-issue-event.js';
export type { KnownIssue } from './confirmed-click/deciding/known-issue.js';
export type { Notice, NoticeSubject, PollRecord, Trouble } from './confirmed-click/deciding/poll-record.js';
export { InMemoryPolicyIssueStore } from './confirmed-click/storing/in-memory-policy-issue.store.js';
export { PolicyIssueStore } from './confirmed-click/storing/policy-issue-store.js';
export type { PollTurn } from './confirmed-click/storing/policy-issue-store.js';
export { PostgresPolicyIssueStore } from './confirmed-click/storing/postgres-policy-issue.store.js';
export {
  CREATE_POLICY_ISSUE_TABLE,
  DROP_POLICY_ISSUE_TABLE,
  POLICY_ISSUE_TABLE,
} from './confirmed-click/storing/policy-issue-table.js';
export { LogAlerts } from './confirmed-click/telling/log-alerts.js';
export { PolicyIssueAlerts } from './confirmed-click/telling/policy-issue-alert.js';
export type { AlertText, PolicyIssueAlert } from './confirmed-click/telling/policy-issue-alert.js';
export { PolicyIssueListener } from './confirmed-click/telling/policy-issue-listener.js';
export type { PostgresQuery, PostgresRow } from '../postgres/postgres-query.js';
