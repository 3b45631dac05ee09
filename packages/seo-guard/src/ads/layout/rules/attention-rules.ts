import { isPermittedLabel } from '../../slots/ad-label.js';
import { POLICY_SOURCES } from '../../policy-source.js';
import { isDrawingAttention } from '../attention-words.js';
import type { Observation } from '../layout-finding.js';
import type { LayoutLimits } from '../layout-limits.js';
import type { LayoutRule } from '../layout-rule.js';
import type { ElementBox, PageLayout, SlotBox } from '../page-layout.js';
import { bottom, distance, sharedWidth } from '../rectangle.js';

/** What people may take an ad for, and what makes them look at it. */
export const ATTENTION_RULES: readonly LayoutRule[] = [
  {
    id: 'wrong-label',
    severity: 'error',
    unit: 'count',
    bound: 'at most',
    sources: [POLICY_SOURCES.labels],
    observe: wrongLabels,
    tell: ({ slot, other }) => ({
      ko: `광고 ${slot}: "${other}" 라벨은 쓸 수 없습니다. "광고" 또는 "스폰서 링크"만 허용됩니다.`,
      en: `"${other}" labels the ad ${slot}; only "Advertisements" and "Sponsored Links" may.`,
    }),
  },
  {
    id: 'draws-attention',
    severity: 'error',
    unit: 'px',
    bound: 'at least',
    sources: [POLICY_SOURCES.attention],
    observe: attention,
    tell: ({ slot, other, measured }) => ({
      ko: `광고 ${slot}: ${measured} 떨어진 곳에 시선을 끄는 요소가 있습니다. (${other})`,
      en: `${other}, ${measured} from the ad ${slot}, draws attention to it.`,
    }),
  },
  {
    id: 'looks-like-content',
    severity: 'warning',
    unit: 'count',
    bound: 'at most',
    sources: [POLICY_SOURCES.mimicry],
    observe: lookalikes,
    tell: ({ slot, other }) => ({
      ko: `광고 ${slot}: 라벨이 없고 옆에 있는 콘텐츠와 모양이 같습니다. (${other})`,
      en: `The ad ${slot} has no label and looks like the content ${other} beside it.`,
    }),
  },
];

/** A text in the frame of an ad labels it; so does a heading right above, unless the frame has its own label. */
function wrongLabels({ states: [{ name, slots, elements }] }: PageLayout, { label }: LayoutLimits) {
  return slots.flatMap((slot): readonly Observation[] => {
    const wrong = slot.labels.filter((text) => !isPermittedLabel(text));
    const found = wrong.map((text) => ({ selector: slot.selector, text, rect: slot.rect }));
    const others = slot.labels.some(isPermittedLabel)
      ? found
      : [...found, ...elements.filter((element) => isHeadingOf(element, slot, label))];
    return others.map((other) => ({ state: name, slot, other, measured: 1, required: 0 }));
  });
}

function isHeadingOf({ heading, text, rect }: ElementBox, slot: SlotBox, within: number): boolean {
  if (!heading || isPermittedLabel(text) || sharedWidth(rect, slot.rect) === 0) return false;
  const gap = slot.rect.y - bottom(rect);
  return gap > -1 && gap < within;
}

function attention(
  { states: [{ name, slots, elements }] }: PageLayout,
  { attention: required }: LayoutLimits,
) {
  return slots.flatMap((slot): readonly Observation[] => {
    const itself = slot.animated ? [{ ...slot, text: '' }] : [];
    const around = elements.filter(
      ({ animated, text, rect }) =>
        (animated || isDrawingAttention(text)) && distance(rect, slot.rect) < required,
    );
    return [...itself, ...around].map((other) => ({
      state: name,
      slot,
      other,
      measured: distance(other.rect, slot.rect),
      required,
    }));
  });
}

function lookalikes({ states: [{ name, slots }] }: PageLayout) {
  return slots.flatMap((slot): readonly Observation[] =>
    slot.lookalike === undefined || slot.labels.some(isPermittedLabel)
      ? []
      : [
          {
            state: name,
            slot,
            other: { selector: slot.lookalike, text: '', rect: slot.rect },
            measured: 1,
            required: 0,
          },
        ],
  );
}
