import { PICTURE_WIDTH, points } from './picture.js';
import { element, type Markup } from './svg-element.js';

/** Steps of the shading, by the points they begin at; 0.8 and 1.6 are where the grades of a result change. */
const STEPS = [
  { from: 0, fill: '#eef2ff', text: '#1e1b4b' },
  { from: 0.4, fill: '#c7d2fe', text: '#1e1b4b' },
  { from: 0.8, fill: '#a5b4fc', text: '#1e1b4b' },
  { from: 1.2, fill: '#818cf8', text: '#1e1b4b' },
  { from: 1.6, fill: '#4338ca', text: '#ffffff' },
] as const;
const MOST_POINTS = 4;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The index of the shade for so many points. */
export function heatStep(value: number): number {
  return STEPS.findLastIndex(({ from }) => value >= from);
}

/** A shaded cell with its number. */
export function heatCell(value: number, box: Box): Markup {
  const step = heatStep(value);
  return element('g', { class: `picture-heat-${step}` }, [
    shade(step, box),
    element(
      'text',
      {
        class: 'picture-heat-text',
        x: box.x + box.width / 2,
        y: box.y + box.height / 2 + 5,
        'text-anchor': 'middle',
        'font-size': 14,
        'font-weight': 600,
        fill: STEPS[step]?.text,
      },
      [points(value)],
    ),
  ]);
}

/** The shades in a row, between "close" and "far apart", with the points they begin at. */
export function heatLegend(words: { readonly close: string; readonly far: string }, y: number): Markup {
  const width = 34;
  const start = (PICTURE_WIDTH - STEPS.length * width) / 2;
  const small = { 'font-size': 11, 'fill-opacity': 0.75 } as const;
  return element('g', { class: 'picture-legend' }, [
    element('text', { ...small, x: start - 8, y: y + 10, 'text-anchor': 'end' }, [words.close]),
    ...STEPS.map((_, step) =>
      element('g', { class: `picture-heat-${step}` }, [
        shade(step, { x: start + step * width, y, width, height: 12 }),
      ]),
    ),
    ...[...STEPS.map(({ from }) => from), MOST_POINTS].map((value, step) =>
      element('text', { ...small, x: start + step * width, y: y + 27, 'text-anchor': 'middle' }, [
        points(value),
      ]),
    ),
    element('text', { ...small, x: start + STEPS.length * width + 8, y: y + 10 }, [words.far]),
  ]);
}

function shade(step: number, box: Box): Markup {
  return element('rect', {
    class: 'picture-heat-fill',
    ...box,
    rx: Math.min(6, box.height / 4),
    fill: STEPS[step]?.fill,
    stroke: 'currentColor',
    'stroke-opacity': 0.15,
  });
}
