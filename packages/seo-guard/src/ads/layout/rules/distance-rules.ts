import { POLICY_SOURCES, type PolicySource } from '../../policy-source.js';
import type { Observation } from '../layout-finding.js';
import type { LayoutLimits } from '../layout-limits.js';
import type { LayoutRule } from '../layout-rule.js';
import type { LayoutRuleId } from '../layout-rule-id.js';
import type { ElementBox, ElementKind, PageLayout, PageState, SlotBox } from '../page-layout.js';
import { distance } from '../rectangle.js';

interface Neighbour {
  readonly id: LayoutRuleId;
  readonly kinds: readonly ElementKind[];
  readonly limit: keyof LayoutLimits;
  readonly severity: 'error' | 'warning';
  readonly sources: readonly PolicySource[];
  readonly ko: string;
  readonly en: string;
}

const { accidentalClicks, adjacent, gameDistance } = POLICY_SOURCES;

const NEIGHBOURS: readonly Neighbour[] = [
  {
    id: 'near-game',
    kinds: ['game'],
    limit: 'game',
    severity: 'error',
    sources: [gameDistance],
    ko: '게임',
    en: 'the game',
  },
  {
    id: 'near-video',
    kinds: ['video'],
    limit: 'video',
    severity: 'error',
    sources: [accidentalClicks],
    ko: '동영상 플레이어',
    en: 'the player',
  },
  {
    id: 'near-navigation',
    kinds: ['navigation'],
    limit: 'navigation',
    severity: 'error',
    sources: [adjacent, accidentalClicks],
    ko: '내비게이션',
    en: 'the navigation',
  },
  {
    id: 'near-share',
    kinds: ['share'],
    limit: 'share',
    severity: 'error',
    sources: [adjacent],
    ko: '공유 버튼',
    en: 'the share control',
  },
  {
    id: 'near-button',
    kinds: ['button', 'field'],
    limit: 'button',
    severity: 'error',
    sources: [adjacent, accidentalClicks],
    ko: '버튼이나 입력란',
    en: 'the button or field',
  },
  {
    id: 'near-link',
    kinds: ['link'],
    limit: 'link',
    severity: 'warning',
    sources: [accidentalClicks],
    ko: '링크',
    en: 'the link',
  },
];

/** Everything that people press keeps its distance from ads, at rest and once it is opened. */
export const DISTANCE_RULES: readonly LayoutRule[] = NEIGHBOURS.map(
  ({ id, kinds, limit, severity, sources, ko, en }) => ({
    id,
    severity,
    unit: 'px',
    bound: 'at least',
    sources,
    observe: (layout, limits) => tooClose(layout, kinds, limits[limit]),
    tell: ({ slot, other, measured, required }) => ({
      ko: `광고 ${slot}: ${ko}까지의 거리가 ${measured}입니다. ${required} 이상이어야 합니다. (${other})`,
      en: `The ad ${slot} is ${measured} from ${en} ${other}; it has to be at least ${required}.`,
    }),
  }),
);

function tooClose(
  { states }: PageLayout,
  kinds: readonly ElementKind[],
  required: number,
): readonly Observation[] {
  return states.flatMap((state) =>
    state.slots.flatMap((slot) =>
      state.elements
        .filter((element) => kinds.includes(element.kind) && sharesFrame(state, slot, element))
        .map((other) => ({
          state: state.name,
          slot,
          other,
          measured: distance(slot.rect, other.rect),
          required,
        }))
        .filter(({ measured }) => measured < required),
    ),
  );
}

/**
 * Distances mean something between what moves together: two things of the page, or two that stay in the window.
 * What stays and passes over an ad is for the rules on covering.
 */
function sharesFrame({ phase }: PageState, slot: SlotBox, element: ElementBox): boolean {
  if (phase === 'opened' && !element.opened) return false;
  if (phase === 'scrolled') return slot.positioning !== 'flow' && element.positioning === slot.positioning;
  return (slot.positioning === 'fixed') === (element.positioning === 'fixed');
}
