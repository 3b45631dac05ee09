import { SCALE_NAMES, type SharedView } from '@couplekit/couple-core';
import { shortened } from '../../../pictures/fit-text.js';
import { partnerNames, type PartnerNames } from '../../../pictures/partner-names.js';
import { element, type Markup } from '../../../pictures/svg-element.js';
import { CARD_COLOURS } from './card-colours.js';
import { CARD_LAYOUTS, type CardLayout, type CardStyle } from './card-layout.js';
import { cardBrand, cardGround, cardMark } from './card-mark.js';
import { cardMeter } from './card-meter.js';
import { cardRadar } from './card-radar.js';
import { CARD_WORDS, headlineOf } from './card-words.js';

/** So wide may a name be beside the other one. */
const NAME_WIDTH = 14;
const LINE_HEIGHT = 1.28;

interface Card {
  readonly view: SharedView;
  readonly names: PartnerNames;
  readonly layout: CardLayout;
}

/**
 * The card of a share as SVG: what was chosen, and nothing else.
 * @param drawable what of a name can be drawn
 */
export function cardSvg(view: SharedView, style: CardStyle, drawable: (text: string) => string): string {
  const layout = CARD_LAYOUTS[style];
  const { language, scales } = view;
  const participants = (view.participants ?? []).map(({ role, nickname }) => ({
    role,
    nickname: drawable(nickname),
  }));
  const card: Card = { view, names: partnerNames(participants, language), layout };
  const { width, height, panel } = layout;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': 'Pretendard',
      fill: CARD_COLOURS.text,
    },
    [
      cardGround(layout),
      cardBrand(CARD_WORDS[language].brand, layout),
      scales ? cardRadar({ scales, names: card.names, language }, panel) : cardMark(panel, view.locked),
      ...words(card),
    ],
  ).markup;
}

function words({ view, names, layout }: Card): readonly Markup[] {
  const { language, gap, locked, participants } = view;
  const said = CARD_WORDS[language];
  const { headline, top, ask } = layout;
  const lines = headlineOf(view, language).map(
    (line, index) =>
    text(layout, { y: headline.y + index * headline.size * LINE_HEIGHT, size: headline.size, weight: 700 }, [line]), // prettier-ignore
  );
  return [
    ...(participants ? [namesLine(names, layout)] : []),
    ...lines,
    ...(locked ? [text(layout, { ...layout.meter, colour: CARD_COLOURS.muted }, [said.lockedText])] : []),
    ...(gap
      ? [
          cardMeter({ value: gap.mean_delta, words: said }, layout.meter),
          text(layout, { ...top, colour: CARD_COLOURS.muted }, [
            `${said.top}  `,
            element('tspan', { 'font-weight': 600, fill: CARD_COLOURS.text }, [SCALE_NAMES[gap.top_scale][language]]), // prettier-ignore
          ]),
        ]
      : []),
    text(layout, { ...ask, colour: CARD_COLOURS.muted }, [said.ask]),
  ];
}

function namesLine(names: PartnerNames, layout: CardLayout): Markup {
  const name = (role: 'A' | 'B') =>
    element('tspan', { fill: role === 'A' ? CARD_COLOURS.a : CARD_COLOURS.b }, [shortened(names[role], NAME_WIDTH)]); // prettier-ignore
  return text(layout, { ...layout.names, weight: 600 }, [name('A'), '  ·  ', name('B')]);
}

interface TextLook {
  readonly y: number;
  readonly size: number;
  readonly weight?: number;
  readonly colour?: string;
}

function text({ x, align }: CardLayout, look: TextLook, children: readonly (Markup | string)[]): Markup {
  return element(
    'text',
    {
      x,
      y: look.y,
      'text-anchor': align,
      'font-size': look.size,
      'font-weight': look.weight ?? 400,
      fill: look.colour,
      'xml:space': 'preserve',
    },
    children,
  );
}
