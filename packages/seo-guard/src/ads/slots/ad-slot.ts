import type { AdLanguage } from '../localized-sentence.js';
import type { AdDecision } from '../eligibility/ad-decision.js';
import { AD_LABELS } from './ad-label.js';
import { isAdSize, type AdSize } from './ad-size.js';

/** A place for an ad on a page. */
export interface AdSlotDefinition {
  /** Part of class names: lower case letters, digits and hyphens. */
  readonly id: string;
  /** Sizes by the width of the window: below 768 CSS pixels, from 768, from 1024. @default tablet as phone, desktop as tablet */
  readonly sizes: { readonly phone: AdSize; readonly tablet?: AdSize; readonly desktop?: AdSize };
  /** The AdSense unit. @default none: the application fills the slot */
  readonly unit?: { readonly client: string; readonly slot: string };
}

/** What a template or a client needs to show a slot. */
export interface AdSlot {
  readonly id: string;
  readonly label: string;
  readonly sizes: { readonly phone: AdSize; readonly tablet: AdSize; readonly desktop: AdSize };
  readonly unit?: { readonly client: string; readonly slot: string };
}

/** The widest unit that fits windows of 360, 768 and 1024 pixels. */
const WIDTH_LIMITS = { phone: 320, tablet: 728, desktop: 970 } as const;

/**
 * The slot of an eligible page, as data; `undefined` for a page without ads.
 * @throws {TypeError} naming what is wrong with the definition
 */
export function adSlot(
  definition: AdSlotDefinition,
  decision: Pick<AdDecision, 'eligible'>,
  language: AdLanguage,
): AdSlot | undefined {
  const slot = resolveAdSlot(definition, language);
  return decision.eligible ? slot : undefined;
}

function resolveAdSlot(definition: AdSlotDefinition, language: AdLanguage): AdSlot {
  const { id, unit } = definition;
  const sizes = sizesOf(definition.sizes);
  const wrong = (what: string) => new TypeError(`ad slot ${JSON.stringify(id)}: ${what}`);
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw wrong('id has to be lower case letters, digits and hyphens');
  for (const name of ['phone', 'tablet', 'desktop'] as const) {
    const size = sizes[name];
    if (!isAdSize(size)) throw wrong(`sizes.${name} ${size.join('x')} is not a size of an ad unit`);
    if (size[0] > WIDTH_LIMITS[name])
      throw wrong(`sizes.${name} ${size.join('x')} is wider than ${WIDTH_LIMITS[name]} pixels`);
  }
  if (unit && !/^ca-pub-\d{16}$/.test(unit.client))
    throw wrong('unit.client has to be ca-pub- and 16 digits');
  if (unit && !/^\d{10}$/.test(unit.slot)) throw wrong('unit.slot has to be 10 digits');
  return { id, label: AD_LABELS[language][0], sizes, ...(unit && { unit }) };
}

/** The size of each window, where a wider one takes that of the next narrower. */
export function sizesOf({
  phone,
  tablet = phone,
  desktop = tablet,
}: AdSlotDefinition['sizes']): AdSlot['sizes'] {
  return { phone, tablet, desktop };
}
