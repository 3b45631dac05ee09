import { POLICY_SOURCES } from '../../policy-source.js';
import type { Observation } from '../layout-finding.js';
import type { LayoutRule } from '../layout-rule.js';
import type { ElementBox, PageLayout, PageState } from '../page-layout.js';
import { sharedArea } from '../rectangle.js';

/** Nothing that stays in the window, and nothing that opens, lies over an ad. */
export const COVERING_RULES: readonly LayoutRule[] = [
  {
    id: 'covered',
    severity: 'error',
    unit: 'px²',
    bound: 'at most',
    sources: [POLICY_SOURCES.adjacent],
    observe: (layout) =>
      coverings(
        layout,
        ({ phase }) => phase !== 'opened',
        ({ kind, positioning }) => kind === 'panel' || (kind !== 'content' && positioning !== 'flow'),
      ),
    tell: ({ slot, other, measured }) => ({
      ko: `광고 ${slot}: 화면에 고정된 요소에 ${measured}만큼 가려집니다. (${other})`,
      en: `${other} lies over ${measured} of the ad ${slot}.`,
    }),
  },
  {
    id: 'covered-when-opened',
    severity: 'error',
    unit: 'px²',
    bound: 'at most',
    sources: [POLICY_SOURCES.accidentalClicks, POLICY_SOURCES.adjacent],
    observe: (layout) =>
      coverings(
        layout,
        ({ phase }) => phase === 'opened',
        ({ opened, kind }) => opened && kind !== 'content',
      ),
    tell: ({ slot, other, measured }) => ({
      ko: `광고 ${slot}: 메뉴나 대화 상자를 열면 ${measured}만큼 가려집니다. (${other})`,
      en: `Once opened, ${other} lies over ${measured} of the ad ${slot}.`,
    }),
  },
  {
    id: 'overlapping-ads',
    severity: 'error',
    unit: 'px²',
    bound: 'at most',
    sources: [POLICY_SOURCES.obscuredAds],
    observe: overlaps,
    tell: ({ slot, other, measured }) => ({
      ko: `광고 ${slot}: 다른 광고와 ${measured}만큼 겹칩니다. (${other})`,
      en: `The ads ${slot} and ${other} overlap by ${measured}.`,
    }),
  },
];

function coverings(
  { states }: PageLayout,
  inState: (state: PageState) => boolean,
  covers: (element: ElementBox) => boolean,
): readonly Observation[] {
  return states.filter(inState).flatMap((state) =>
    state.slots.flatMap((slot) =>
      state.elements
        .filter((element) => covers(element) && sharedArea(slot.rect, element.rect) > 0)
        // The largest of what lies over a slot stands for what it contains.
        .toSorted((a, b) => sharedArea(slot.rect, b.rect) - sharedArea(slot.rect, a.rect))
        .slice(0, 1)
        .map((other) => observation(state, slot, other)),
    ),
  );
}

function overlaps({ states }: PageLayout): readonly Observation[] {
  return states.flatMap((state) =>
    state.slots.flatMap((slot, index) =>
      state.slots
        .slice(index + 1)
        .filter(({ rect }) => sharedArea(slot.rect, rect) > 0)
        .map((other) => observation(state, slot, { ...other, text: '' })),
    ),
  );
}

function observation(
  state: PageState,
  slot: Observation['slot'],
  other: NonNullable<Observation['other']>,
): Observation {
  const measured = sharedArea(slot.rect, other.rect);
  return { state: state.name, slot, other, measured, required: 0 };
}
