import { POLICY_SOURCES } from '../../policy-source.js';
import type { Observation } from '../layout-finding.js';
import type { LayoutLimits } from '../layout-limits.js';
import type { LayoutRule } from '../layout-rule.js';
import type { PageLayout, SlotBox, Viewport } from '../page-layout.js';
import { area, sharedArea } from '../rectangle.js';

/** Ads that stay in the window while the page is scrolled, and ads over the page. */
export const STAYING_RULES: readonly LayoutRule[] = [
  {
    id: 'large-sticky-ad',
    severity: 'error',
    unit: 'share',
    bound: 'at most',
    sources: [POLICY_SOURCES.largeSticky],
    observe: large,
    tell: ({ slot, measured, required }) => ({
      ko: `광고 ${slot}: 고정된 채로 화면의 ${measured}를 차지합니다. ${required} 이하여야 합니다.`,
      en: `The ad ${slot} stays on ${measured} of the screen; at most ${required} is allowed.`,
    }),
  },
  {
    id: 'floating-ad',
    severity: 'error',
    unit: 'count',
    bound: 'at most',
    sources: [POLICY_SOURCES.stickyDesktop],
    observe: floating,
    tell: ({ slot }) => ({
      ko: `광고 ${slot}: 데스크톱에서 스크롤을 따라다닙니다.`,
      en: `On desktop, the ad ${slot} floats along while the page is scrolled.`,
    }),
  },
  {
    id: 'pop-up-ad',
    severity: 'error',
    unit: 'count',
    bound: 'at most',
    sources: [POLICY_SOURCES.popUp],
    observe: ({ states }) =>
      states.flatMap(({ name, slots }) =>
        slots.filter(({ popUp }) => popUp).map((slot) => counted(name, slot)),
      ),
    tell: ({ slot }) => ({
      ko: `광고 ${slot}: 팝업으로 페이지를 덮습니다.`,
      en: `The ad ${slot} is in a pop-up over the page.`,
    }),
  },
];

function large({ viewport, states }: PageLayout, { sticky: required }: LayoutLimits) {
  return states
    .filter(({ phase }) => phase !== 'opened')
    .flatMap(({ name, phase, scrollY, slots }): readonly Observation[] => {
      const window = { x: 0, y: scrollY, width: viewport.width, height: viewport.height };
      // What is sticky only stays once the page is scrolled.
      const staying = slots.filter(
        ({ positioning }) => positioning === 'fixed' || (positioning === 'sticky' && phase === 'scrolled'),
      );
      const measured =
        staying.reduce((sum, { rect }) => sum + sharedArea(rect, window), 0) / areaOf(viewport);
      const [slot] = staying.toSorted((a, b) => area(b.rect) - area(a.rect));
      return slot && measured > required ? [{ state: name, slot, measured, required }] : [];
    });
}

function floating({ viewport, states: [{ name, slots }] }: PageLayout): readonly Observation[] {
  if (viewport.name !== 'desktop') return [];
  return slots
    .filter(({ positioning, popUp }) => positioning !== 'flow' && !popUp)
    .map((slot) => counted(name, slot));
}

function counted(state: string, slot: SlotBox): Observation {
  return { state, slot, measured: 1, required: 0 };
}

function areaOf({ width, height }: Viewport): number {
  return width * height;
}
