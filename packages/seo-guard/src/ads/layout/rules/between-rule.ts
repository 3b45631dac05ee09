import { POLICY_SOURCES } from '../../policy-source.js';
import type { Observation } from '../layout-finding.js';
import type { LayoutLimits } from '../layout-limits.js';
import type { LayoutRule } from '../layout-rule.js';
import type { ElementBox, ElementKind, PageLayout, SlotBox } from '../page-layout.js';
import { bottom, sharedWidth } from '../rectangle.js';

const CONTROLS: readonly ElementKind[] = ['navigation', 'button', 'share', 'field'];

/** People who have read something reach for what comes next; no ad lies on that way. */
export const BETWEEN_RULE: LayoutRule = {
  id: 'between-content-and-control',
  severity: 'warning',
  unit: 'px',
  bound: 'at least',
  sources: [POLICY_SOURCES.accidentalClicks],
  observe: between,
  tell: ({ slot, other, measured, required }) => ({
    ko: `광고 ${slot}: 콘텐츠와 그 아래의 버튼이나 내비게이션 사이에 있고 간격이 ${measured}입니다. ${required} 이상이어야 합니다. (${other})`,
    en: `The ad ${slot} is between content and ${other} below; the gap is ${measured} and has to be at least ${required}.`,
  }),
};

function between({ states: [{ name, slots, elements }] }: PageLayout, { between: required }: LayoutLimits) {
  const column = elements.filter(({ positioning }) => positioning !== 'fixed');
  return slots.flatMap((slot): readonly Observation[] => {
    if (slot.positioning !== 'flow') return [];
    const [above] = column
      .filter((element) => bottom(element.rect) <= slot.rect.y && sharedWidth(element.rect, slot.rect) > 0)
      .toSorted((a, b) => bottom(b.rect) - bottom(a.rect));
    const other = firstBelow(column, slot);
    if (above?.kind !== 'content' || slot.rect.y - bottom(above.rect) >= required) return [];
    if (!other || !CONTROLS.includes(other.kind)) return [];
    const measured = other.rect.y - bottom(slot.rect);
    return measured < required ? [{ state: name, slot, other, measured, required }] : [];
  });
}

function firstBelow(column: readonly ElementBox[], slot: SlotBox): ElementBox | undefined {
  return column
    .filter(({ rect }) => rect.y >= bottom(slot.rect) && sharedWidth(rect, slot.rect) > 0)
    .toSorted((a, b) => a.rect.y - b.rect.y)[0];
}
