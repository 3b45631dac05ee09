import { describe, expect, it } from 'vitest';
import { isPermittedLabel } from './ad-label.js';
import { adSlot, type AdSlotDefinition } from './ad-slot.js';
import { adSlotStyles } from './ad-slot-styles.js';
import { renderAdSlot } from './render-ad-slot.js';

const unit = { client: 'ca-pub-1234567890123456', slot: '1234567890' };
const definition: AdSlotDefinition = { id: 'middle', sizes: { phone: [300, 250], desktop: [728, 90] }, unit };
const yes = { eligible: true } as const;

describe('a slot', () => {
  it('is nothing at all on a page without ads', () => {
    const slot = adSlot(definition, { eligible: false }, 'ko');
    expect([slot, renderAdSlot(slot), renderAdSlot(slot, { nonce: 'n' })]).toEqual([undefined, '', '']);
  });

  it('is plain data, with a label in the language of the page', () => {
    expect(adSlot(definition, yes, 'ko')).toEqual({
      id: 'middle',
      label: '광고',
      sizes: { phone: [300, 250], tablet: [300, 250], desktop: [728, 90] },
      unit,
    });
    expect(adSlot(definition, yes, 'en')?.label).toBe('Advertisements');
  });

  it('has neither inline style nor script without a nonce', () => {
    const html = renderAdSlot(adSlot(definition, yes, 'ko'));
    expect(html).toContain('<p class="ad-label">광고</p>');
    expect(html).toContain(`data-ad-client="${unit.client}" data-ad-slot="${unit.slot}"`);
    expect(html).not.toMatch(/<style|<script|style=|on\w+=/);
  });

  it('puts the nonce on every inline block', () => {
    const html = renderAdSlot(adSlot(definition, yes, 'ko'), { nonce: 'r4nd"om' });
    expect(html.match(/<(?:style|script) nonce="r4nd&quot;om">/g)).toHaveLength(2);
  });

  it('escapes data that was not made by adSlot', () => {
    const html = renderAdSlot({
      id: '"><script>',
      label: '<b>&',
      sizes: { phone: [300, 250], tablet: [300, 250], desktop: [300, 250] },
    });
    expect(html).not.toMatch(/<script|<b>/);
  });

  it.each([
    [{ id: 'Middle' }, /id has to be/],
    [{ sizes: { phone: [300, 251] as const } }, /sizes\.phone 300x251 is not a size/],
    [{ sizes: { phone: [728, 90] as const } }, /sizes\.phone 728x90 is wider than 320/],
    [
      { sizes: { phone: [300, 250] as const, tablet: [970, 90] as const } },
      /sizes\.tablet .* wider than 728/,
    ],
    [{ unit: { ...unit, client: 'pub-1' } }, /unit\.client/],
    [{ unit: { ...unit, slot: '1' } }, /unit\.slot/],
  ])('names what is wrong with %o, also on a page without ads', (wrong, message) => {
    expect(() => adSlot({ ...definition, ...wrong }, { eligible: false }, 'ko')).toThrow(message);
  });
});

describe('a style sheet', () => {
  it('reserves the height of each window, and says each size once', () => {
    const css = adSlotStyles([
      { id: 'a', sizes: { phone: [300, 250], tablet: [300, 250], desktop: [728, 90] } },
    ]);
    expect(css).toContain('.ad-unit-a{--ad-width:300px;--ad-height:250px;min-height:250px;width:300px}');
    expect(css).toContain('@media (min-width:1024px){.ad-unit-a{--ad-width:728px;--ad-height:90px;');
    expect(css).not.toContain('768px');
  });
});

describe('a label', () => {
  it.each(['Advertisements', ' sponsored  LINKS ', '광고', '스폰서 링크', '広告'])(
    '%s is permitted',
    (text) => {
      expect(isPermittedLabel(text)).toBe(true);
    },
  );

  it.each(['Advertisement', 'Ad', 'Sponsored', '추천', '제휴 링크', '광고 보기', ''])('%s is not', (text) => {
    expect(isPermittedLabel(text)).toBe(false);
  });
});
