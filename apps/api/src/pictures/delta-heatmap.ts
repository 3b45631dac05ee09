import { SCALE_NAMES, SCALES, type Role, type ScaleCode } from '@couplekit/couple-core';
import { shortened } from './fit-text.js';
import { heatCell, heatLegend } from './heat-cells.js';
import { PICTURE_WORDS } from './picture-words.js';
import { PICTURE_WIDTH, points, svgPicture, type Picture, type PictureInput } from './picture.js';
import { element, type Markup } from './svg-element.js';

const HEADER = 44;
const ROW = 38;
const GAP = 4;
const CELL_WIDTH = 102;
/** So wide may a name be in a header, and a line of it. */
const NAME_WIDTH = 9;
const HEADER_WIDTH = 18;

/** Whose guess a column is about, from the left. */
const GUESSERS = ['A', 'B'] as const satisfies readonly Role[];
const left = (column: number) => PICTURE_WIDTH - (GUESSERS.length - column) * (CELL_WIDTH + GAP) + GAP;

/** How far guess and answer are apart: a row for each scale, a column for each partner's guess, the number in every cell. */
export function deltaHeatmapPicture({ names, outputs, language, id }: PictureInput): Picture {
  const words = PICTURE_WORDS[language];
  const short = { A: shortened(names.A, NAME_WIDTH), B: shortened(names.B, NAME_WIDTH) };
  const gap = (guesser: Role, called: typeof names) =>
    words.gap(called[guesser], called[guesser === 'A' ? 'B' : 'A']);
  const delta = (scale: ScaleCode, guesser: Role) =>
    outputs.deltas.scales[scale][guesser === 'A' ? 'a' : 'b'];
  const bottom = HEADER + SCALES.length * ROW;
  return svgPicture(
    {
      kind: 'delta-heatmap',
      title: words.heatmap.title(names),
      description: words.heatmap.description,
      table: {
        caption: words.heatmap.caption,
        columns: [words.scale, ...GUESSERS.map((guesser) => gap(guesser, names).join(' '))],
        rows: SCALES.map((scale) => [
          SCALE_NAMES[scale][language],
          ...GUESSERS.map((guesser) => points(delta(scale, guesser))),
        ]),
      },
      id,
      language,
    },
    {
      height: bottom + 44,
      parts: [
        ...GUESSERS.map((guesser, column) =>
          columnHeader(gap(guesser, short), left(column) + CELL_WIDTH / 2),
        ),
        ...SCALES.flatMap((scale, row) => {
          const y = HEADER + row * ROW;
          return [
            element('text', { x: 0, y: y + 22 }, [SCALE_NAMES[scale][language]]),
            ...GUESSERS.map((guesser, column) =>
              heatCell(delta(scale, guesser), {
                x: left(column),
                y,
                width: CELL_WIDTH,
                height: ROW - GAP,
              }),
            ),
          ];
        }),
        heatLegend(words, bottom + 12),
      ],
    },
  );
}

function columnHeader([first, second]: readonly [string, string], x: number): Markup {
  return element('text', { 'text-anchor': 'middle', 'font-size': 12 }, [
    element('tspan', { x, y: 14, 'font-weight': 600 }, [first]),
    element('tspan', { x, y: 31, 'fill-opacity': 0.75 }, [shortened(second, HEADER_WIDTH)]),
  ]);
}
