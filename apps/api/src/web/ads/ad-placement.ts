import { Injectable } from '@nestjs/common';
import { AdEligibility, adSlot, renderAdSlot, type AdSlotDefinition } from '@couplekit/seo-guard/ads';
import { Markup } from '../pages/markup.js';
import type { Page } from '../pages/page-definition.js';
import type { Visit } from '../visits/visit.js';
import { WebOptions } from '../web-options.js';

/** Room for one ad, the same on every width up to 768 pixels; nothing moves when it comes. */
const ROOM = {
  id: 'page',
  sizes: { phone: [300, 250], tablet: [728, 90] },
} as const satisfies AdSlotDefinition;

/** A page that is about to be sent, without an ad. */
export interface PageWithoutAd {
  readonly definition: Page;
  readonly status: number;
  readonly html: string;
}

/** Puts ads on pages that were declared to be there for reading, where seo-guard has no reason against it. */
@Injectable()
export class AdPlacement {
  constructor(
    private readonly options: WebOptions,
    private readonly eligibility: AdEligibility,
  ) {}

  /** The ad of a page, with the script that fills it; undefined for a page without one. */
  adFor({ definition, status, html }: PageWithoutAd, visit: Visit): Markup | undefined {
    const { adUnit: unit } = this.options;
    if (unit === undefined || definition.kind !== 'content') return undefined;
    const { language, nonce, target } = visit;
    const decision = this.eligibility.decide({ url: target, status, kind: definition.kind, html });
    const slot = renderAdSlot(adSlot({ ...ROOM, unit }, decision, language), { nonce });
    return slot === '' ? undefined : new Markup(loader(unit.client, nonce) + slot);
  }
}

/** @see https://support.google.com/adsense/answer/9274516 */
function loader(client: string, nonce: string): string {
  return `<script async nonce="${nonce}" src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=${client}" crossorigin="anonymous"></script>`;
}
