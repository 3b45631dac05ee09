import { Injectable } from '@nestjs/common';
import type { SharedView } from '@couplekit/couple-core';
import { cardFontCoverage } from './card-fonts.js';
import type { CardStyle } from './card-layout.js';
import { CardRenderer } from './card-renderer.js';
import { cardSvg } from './card-svg.js';
import { drawableText } from './drawable-text.js';
import { entityTag } from './entity-tag.js';
import { WebOptions } from '../../web-options.js';
import { RecentWork } from './recent-work.js';

/** Of whatever makes a PNG of the same SVG look different. */
const PAINTER_VERSION = 'resvg-js 2.6.2, fontkit 2.0.4, pretendard 1.3.9';
/** About 100 KB each. */
const KEPT_CARDS = 200;

/** A card that is painted when somebody has to have it. */
export interface ShareCard {
  /** Strong: the same picture of a build has the same, on every instance. */
  readonly tag: string;
  readonly png: () => Promise<Buffer>;
}

/** Pictures of what couples share. */
@Injectable()
export class ShareCards {
  private readonly painted = new RecentWork<Buffer>(KEPT_CARDS);
  private readonly covers = cardFontCoverage();
  private readonly maker: string;

  constructor(
    private readonly renderer: CardRenderer,
    { codeRef }: WebOptions,
  ) {
    this.maker = `${codeRef}, ${PAINTER_VERSION}`;
  }

  /** The card of a share in one of the styles; nothing is drawn for its tag, which every build has of its own. */
  cardOf(view: SharedView, style: CardStyle): ShareCard {
    const tag = entityTag(JSON.stringify([style, view]), this.maker);
    const svg = () => cardSvg(view, style, (text) => drawableText(text, this.covers));
    return { tag, png: () => this.painted.get(tag, () => this.renderer.paint(svg())) };
  }
}
