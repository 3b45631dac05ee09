import { POLICY_SOURCES } from '../../policy-source.js';
import type { LayoutLimits } from '../layout-limits.js';
import type { LayoutRule } from '../layout-rule.js';
import type { Observation } from '../layout-finding.js';
import type { PageLayout, SlotBox } from '../page-layout.js';
import { area, bottom, sharedArea, sharedHeight } from '../rectangle.js';

/** How much of a page is advertising. */
export const DENSITY_RULES: readonly LayoutRule[] = [
  {
    id: 'ad-density',
    severity: 'error',
    unit: 'share',
    bound: 'at most',
    sources: [POLICY_SOURCES.mobileDensity],
    observe: density,
    tell: ({ measured, required }) => ({
      ko: `광고가 본문 높이의 ${measured}를 차지합니다. ${required} 이하여야 합니다.`,
      en: `Ads take up ${measured} of the height of the main content; at most ${required} is allowed.`,
    }),
  },
  {
    id: 'more-ads-than-content',
    severity: 'error',
    unit: 'share',
    bound: 'at most',
    sources: [POLICY_SOURCES.moreAds],
    observe: moreThanContent,
    tell: ({ measured, required }) => ({
      ko: `광고 면적이 콘텐츠 면적의 ${measured}입니다. ${required} 이하여야 합니다.`,
      en: `The area of ads is ${measured} of the area of content; at most ${required} is allowed.`,
    }),
  },
  {
    id: 'pushes-content-down',
    severity: 'error',
    unit: 'px',
    bound: 'at least',
    sources: [POLICY_SOURCES.belowTheFold, POLICY_SOURCES.adjacent],
    observe: pushedDown,
    tell: ({ slot, measured, required }) => ({
      ko: `광고 ${slot}: 첫 화면에 콘텐츠가 ${measured}만 보입니다. ${required} 이상 보여야 합니다.`,
      en: `With the ad ${slot}, the first window shows ${measured} of content; it has to be at least ${required}.`,
    }),
  },
];

/** By heights, of all ads beside or above the end of the main content; the standard is one of mobile pages. */
function density({ viewport, main, states }: PageLayout, { density: required }: LayoutLimits) {
  if (viewport.name === 'desktop' || main.height <= 0) return [];
  const slots = states[0].slots.filter(({ rect }) => rect.y < bottom(main));
  const measured = slots.reduce((sum, { rect }) => sum + rect.height, 0) / main.height;
  return aboutAll(states[0].name, slots, measured, required);
}

function moreThanContent({ states }: PageLayout, { adsToContent: required }: LayoutLimits) {
  const { name, slots, elements } = states[0];
  const content = elements.filter(({ kind }) => kind === 'content' || kind === 'game' || kind === 'video');
  const ads = slots.reduce((sum, { rect }) => sum + area(rect), 0);
  const read = content.reduce((sum, { rect }) => sum + area(rect), 0);
  return ads === 0 ? [] : aboutAll(name, slots, ads / Math.max(read, 1), required);
}

function pushedDown({ viewport, states }: PageLayout, { firstContent: required }: LayoutLimits) {
  const first = { x: 0, y: 0, width: viewport.width, height: viewport.height };
  const { name, slots, elements } = states[0];
  const above = slots.filter(({ rect }) => sharedArea(rect, first) > 0);
  const measured = elements
    .filter(({ kind }) => kind === 'content')
    .reduce((sum, { rect }) => sum + sharedHeight(rect, first), 0);
  return measured < required
    ? above.slice(0, 1).map((slot) => ({ state: name, slot, measured, required }))
    : [];
}

/** Told once, at the largest ad. */
function aboutAll(
  state: string,
  slots: readonly SlotBox[],
  measured: number,
  required: number,
): readonly Observation[] {
  if (measured <= required) return [];
  return slots
    .toSorted((a, b) => area(b.rect) - area(a.rect))
    .slice(0, 1)
    .map((slot) => ({ state, slot, measured, required }));
}
