import { POLICY_SOURCES } from '../policy-source.js';
import type { LayoutFinding, Observation } from './layout-finding.js';
import type { LayoutLimits } from './layout-limits.js';
import type { LayoutRule } from './layout-rule.js';
import { LAYOUT_RULES } from './layout-rules.js';
import type { PageLayout } from './page-layout.js';

/** What the rules find in one measured page. Pure; the same thing is told once, where it is worst. */
export function judgeLayout(layout: PageLayout, limits: LayoutLimits): readonly LayoutFinding[] {
  return LAYOUT_RULES.flatMap((rule) =>
    worst(rule.observe(layout, limits), rule.bound).map((observation) => finding(rule, layout, observation)),
  );
}

/** Keeps one observation of each pair of slot and other element. */
function worst(observations: readonly Observation[], bound: LayoutRule['bound']): readonly Observation[] {
  const kept = new Map<string, Observation>();
  for (const observation of observations) {
    const { slot, other } = observation;
    const key = `${slot.selector} ${other?.selector ?? ''}`;
    const known = kept.get(key);
    const worse =
      !known ||
      (bound === 'at least' ? observation.measured < known.measured : observation.measured > known.measured);
    if (worse) kept.set(key, observation);
  }
  return [...kept.values()];
}

function finding(rule: LayoutRule, { viewport }: PageLayout, observation: Observation): LayoutFinding {
  const { slot, other, measured, required, state } = observation;
  const { id, severity, unit, bound, sources } = rule;
  return {
    rule: id,
    severity,
    viewport: viewport.name,
    state,
    slot: { selector: slot.selector, rect: slot.rect },
    ...(other && { other: { selector: other.selector, text: other.text, rect: other.rect } }),
    measured,
    required,
    unit,
    bound,
    sources: explained(sources, required),
    text: rule.tell({
      slot: slot.selector,
      other: id === 'wrong-label' ? (other?.text ?? '') : named(other),
      measured: amount(measured, unit),
      required: amount(required, unit),
    }),
  };
}

/** A number that is not the official one is ours, or the application's, and says so. */
function explained(sources: LayoutRule['sources'], required: number): LayoutRule['sources'] {
  const unofficial = sources.some(({ number }) => number !== undefined && number !== required);
  return unofficial ? [...sources, POLICY_SOURCES.stricter] : sources;
}

function named(other: Observation['other']): string {
  if (!other) return '';
  return other.text === '' ? other.selector : `${other.selector} "${other.text}"`;
}

function amount(value: number, unit: LayoutRule['unit']): string {
  if (unit === 'share') return `${Math.round(value * 1000) / 10}%`;
  if (unit === 'score') return String(Math.round(value * 10_000) / 10_000);
  return unit === 'count' ? String(value) : `${Math.round(value * 10) / 10} ${unit}`;
}
