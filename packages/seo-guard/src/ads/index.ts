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
