import { SCALE_NAMES, SCALES, type Role, type SharedView } from '@couplekit/couple-core';
import { shortened } from '../../../pictures/fit-text.js';
import type { PartnerNames } from '../../../pictures/partner-names.js';
import { PICTURE_WIDTH } from '../../../pictures/picture.js';
import { radarGrid } from '../../../pictures/radar-grid.js';
import { SERIES, seriesLine } from '../../../pictures/radar-series.js';
import { element, type Markup } from '../../../pictures/svg-element.js';
import { CARD_COLOURS } from './card-colours.js';
import type { CardLayout } from './card-layout.js';
import { CARD_WORDS } from './card-words.js';

const NAME_WIDTH = 14;
/** The pictures of the pages take their colours from a stylesheet; a card brings its own. */
const STYLE = `.picture-a{fill:${CARD_COLOURS.a};stroke:${CARD_COLOURS.a}}.picture-b{fill:${CARD_COLOURS.b};stroke:${CARD_COLOURS.b}}.picture-hollow{fill:${CARD_COLOURS.surface}}`;

interface CardRadar {
  readonly scales: NonNullable<SharedView['scales']>;
  readonly names: PartnerNames;
  readonly language: SharedView['language'];
}

/** The radar on its panel, with who is who below. */
export function cardRadar(
  { scales, names, language }: CardRadar,
  { x, y, width, height, scale }: CardLayout['panel'],
): Markup {
  const left = x + (width - PICTURE_WIDTH * scale) / 2;
  const legend = y + height - 37 * scale;
  return element('g', {}, [
    element('style', {}, [STYLE]),
    element('rect', { x, y, width, height, rx: 36, fill: CARD_COLOURS.surface, stroke: CARD_COLOURS.line, 'stroke-width': 2 }), // prettier-ignore
    element(
      'g',
      {
        transform: `translate(${left} ${y + 18 * scale}) scale(${scale})`,
        color: CARD_COLOURS.text,
        fill: CARD_COLOURS.text,
        'font-size': 13,
      },
      [
        // prettier-ignore
        radarGrid(SCALES.map((code) => SCALE_NAMES[code][language])),
        ...SERIES.toSorted((one, other) => Number(one.self) - Number(other.self)).map(
          (series) =>
        seriesLine(series, SCALES.map((code) => scales[code][series.key])), // prettier-ignore
        ),
      ],
    ),
    element('text', { x: x + width / 2, y: y + height - 15 * scale, 'text-anchor': 'middle', 'font-size': 11.5 * scale, fill: CARD_COLOURS.muted }, [CARD_WORDS[language].lines]), // prettier-ignore
    ...(['A', 'B'] as const).map((role) =>
      whoIsWho(role, shortened(names[role], NAME_WIDTH), {
        x: x + width * (role === 'A' ? 0.28 : 0.72),
        y: legend,
        size: 15 * scale,
      }),
    ),
  ]);
}

function whoIsWho(
  role: Role,
  name: string,
  at: { readonly x: number; readonly y: number; readonly size: number },
): Markup {
  // prettier-ignore
  const colour = role === 'A' ? CARD_COLOURS.a : CARD_COLOURS.b;
  return element(
    'text',
    { x: at.x, y: at.y, 'text-anchor': 'middle', 'font-size': at.size, 'font-weight': 600, fill: colour },
    [
      // prettier-ignore
      `${role === 'A' ? '●' : '■'} ${name}`,
    ],
  );
}
