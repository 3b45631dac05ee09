import { SCALE_NAMES, SCALES, type ScaleCode } from '@couplekit/couple-core';
import { shortened } from './fit-text.js';
import { PICTURE_WORDS } from './picture-words.js';
import { points, svgPicture, type Picture, type PictureInput } from './picture.js';
import { radarGrid } from './radar-grid.js';
import { legendOf, SERIES, seriesLine } from './radar-series.js';

const HEIGHT = 386;
/** So wide may a name be where two stand side by side. */
const NAME_WIDTH = 9;

/** A radar needs no gaps. */
type RadarInput = Omit<PictureInput, 'outputs'> & {
  readonly outputs: Pick<PictureInput['outputs'], 'scales'>;
};

/**
 * Eight scales, both partners, as each sees themselves and as the other guessed. A colour and a marker are one person, seen
 * by themselves (solid line, filled markers) and by the other (dashed line, hollow markers): the space between the two is the gap.
 */
export function radarPicture({ names, outputs, language, id }: RadarInput): Picture {
  const words = PICTURE_WORDS[language];
  const short = { A: shortened(names.A, NAME_WIDTH), B: shortened(names.B, NAME_WIDTH) };
  const label = (scale: ScaleCode) => SCALE_NAMES[scale][language];
  const means = (key: keyof (typeof outputs.scales)[ScaleCode]) =>
    SCALES.map((scale) => outputs.scales[scale][key]);
  return svgPicture(
    {
      kind: 'radar',
      title: words.radar.title(names),
      description: words.radar.description,
      table: {
        caption: words.radar.caption,
        columns: [words.scale, ...SERIES.map(({ name }) => name(names, words))],
        rows: SCALES.map((scale) => [label(scale), ...SERIES.map(({ key }) => points(outputs.scales[scale][key]))]), // prettier-ignore
      },
      id,
      language,
    },
    {
      height: HEIGHT,
      parts: [
        radarGrid(SCALES.map(label)),
        // What people said of themselves lies on top.
        ...SERIES.toSorted((x, y) => Number(x.self) - Number(y.self)).map((series) => seriesLine(series, means(series.key))), // prettier-ignore
        legendOf(short, words),
      ],
    },
  );
}
