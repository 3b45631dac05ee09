import { POLICY_SOURCES } from '../../policy-source.js';
import type { Observation } from '../layout-finding.js';
import type { LayoutLimits } from '../layout-limits.js';
import type { LayoutRule } from '../layout-rule.js';
import type { PageLayout } from '../page-layout.js';

/** An ad that arrives late moves nothing under people's fingers. */
export const STABILITY_RULES: readonly LayoutRule[] = [
  {
    id: 'no-reserved-height',
    severity: 'error',
    unit: 'px',
    bound: 'at least',
    sources: [POLICY_SOURCES.reservedSpace, POLICY_SOURCES.minimumHeight],
    observe: unreserved,
    tell: ({ slot, measured, required }) => ({
      ko: `광고 ${slot}: 비어 있을 때 높이가 ${measured}입니다. 광고가 들어올 자리를 ${required} 이상 확보하세요.`,
      en: `The empty ad ${slot} is ${measured} high; reserve at least ${required} for what will come.`,
    }),
  },
  {
    id: 'layout-shift',
    severity: 'error',
    unit: 'score',
    bound: 'at most',
    sources: [POLICY_SOURCES.layoutShift],
    observe: shifts,
    tell: ({ slot, measured, required }) => ({
      ko: `광고 ${slot}: 광고가 표시될 때 페이지가 ${measured}만큼 밀립니다. ${required} 이하여야 합니다.`,
      en: `When the ad ${slot} came, the page shifted by ${measured}; it has to be at most ${required}.`,
    }),
  },
];

function unreserved({ states: [{ name, slots }] }: PageLayout, { reserved: required }: LayoutLimits) {
  return slots
    .filter(({ empty, positioning, rect }) => empty && positioning === 'flow' && rect.height < required)
    .map((slot): Observation => ({ state: name, slot, measured: slot.rect.height, required }));
}

function shifts({ states: [{ slots }], shifts: measured }: PageLayout, { shift: required }: LayoutLimits) {
  return measured
    .filter(({ value }) => value > required)
    .flatMap(({ selector, value, adHeight }): readonly Observation[] => {
      const slot = slots.find((each) => each.selector === selector);
      const state = adHeight === undefined ? 'loading' : `an ad ${adHeight} px high came`;
      return slot ? [{ state, slot, measured: value, required }] : [];
    });
}
