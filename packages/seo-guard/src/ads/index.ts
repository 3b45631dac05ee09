/**
 * Which pages may carry ads, whether their layout invites wrong clicks, and what AdSense says of it.
 * @module ads
 */

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
export { AdsModule } from './ads.module.js';
export type { AdDecision, IneligibleCode, IneligibleReason } from './eligibility/ad-decision.js';
export { AdEligibility, PathExplainer, type AdPage } from './eligibility/ad-eligibility.js';
export {
  resolveAdEligibilityOptions,
  type AdEligibilityOptions,
  type ResolvedAdEligibilityOptions,
} from './eligibility/ad-eligibility-options.js';
export { decideAds, type AdPageFacts } from './eligibility/decide-ads.js';
export type { PageKind } from './eligibility/page-kind.js';
export { measureText, type TextMeasure } from './eligibility/text-measure.js';
export { textOfHtml } from './eligibility/text-of-html.js';
export type { AdLayoutReport, CheckedLayout } from './layout/ad-layout-report.js';
export type { BrowserPage } from './layout/browser-page.js';
export { AD_LAYOUT_VIEWPORTS, checkAdLayout, type AdLayoutOptions } from './layout/check-ad-layout.js';
export { judgeLayout } from './layout/judge-layout.js';
export type { LayoutFinding, Observation } from './layout/layout-finding.js';
export { DEFAULT_LIMITS, resolveLimits, type LayoutLimits } from './layout/layout-limits.js';
export type { LayoutRule, ToldWith } from './layout/layout-rule.js';
export { LAYOUT_RULE_IDS, type LayoutRuleId } from './layout/layout-rule-id.js';
export { LAYOUT_RULES } from './layout/layout-rules.js';
export { PageUnavailableError } from './layout/page-unavailable.error.js';
export type {
  ElementBox,
  ElementKind,
  PageLayout,
  PageState,
  Positioning,
  SlotBox,
  SlotShift,
  Viewport,
} from './layout/page-layout.js';
export type { Rectangle } from './layout/rectangle.js';
export type { AdLanguage, LocalizedSentence } from './localized-sentence.js';
export { POLICY_SOURCES, type PolicySource, type SourceKind } from './policy-source.js';
export { AD_LABELS, isPermittedLabel } from './slots/ad-label.js';
export { AD_SIZES, type AdSize } from './slots/ad-size.js';
export { adSlot, type AdSlot, type AdSlotDefinition } from './slots/ad-slot.js';
export { adSlotStyles } from './slots/ad-slot-styles.js';
export { renderAdSlot, type RenderAdSlotOptions } from './slots/render-ad-slot.js';
