import type { Role, ScaleMeans } from '@couplekit/couple-core';
import type { PartnerNames } from './partner-names.js';
import type { PICTURE_WORDS } from './picture-words.js';
import { PICTURE_WIDTH } from './picture.js';
import { onAxis, outline, type Point } from './radar-grid.js';
import { element, type Markup } from './svg-element.js';

type Words = (typeof PICTURE_WORDS)['ko'];

/** One closed line of the radar. */
export interface Series {
  readonly key: keyof ScaleMeans;
  /** Whom it is about. */
  readonly about: Role;
  /** Said by that person themselves. */
  readonly self: boolean;
  readonly name: (names: PartnerNames, words: Words) => string;
}

/** Those about A, then those about B. A guess is by the other one. */
export const SERIES: readonly Series[] = [
  { key: 'a_self', about: 'A', self: true, name: ({ A }, words) => words.answers(A) },
  { key: 'b_guess', about: 'A', self: false, name: ({ B }, words) => words.guess(B) },
  { key: 'b_self', about: 'B', self: true, name: ({ B }, words) => words.answers(B) },
  { key: 'a_guess', about: 'B', self: false, name: ({ A }, words) => words.guess(A) },
];

const COLOURS: Readonly<Record<Role, string>> = { A: '#0f766e', B: '#c2410c' };
const MARKER = 4;
const LEGEND_TOP = 332;
const LEGEND_LINE = 22;
const LEGEND_LEFT = 8;

/** A line through one value for each scale. */
export function seriesLine(series: Series, values: readonly number[]): Markup {
  return element('g', looks(series), [
    element('polygon', {
      points: outline(values),
      'stroke-linejoin': 'round',
      'fill-opacity': series.self ? 0.1 : 0,
    }),
    ...values.map((value, axis) => marker(series, onAxis(axis, value))),
  ]);
}

/** What the lines mean, one column for each person. */
export function legendOf(names: PartnerNames, words: Words): Markup {
  const column = (role: Role, x: number) => [
    element('text', { x, y: LEGEND_TOP, 'font-weight': 600 }, [words.about(names[role])]),
    ...SERIES.filter(({ about }) => about === role).flatMap((series, index) => {
      const y = LEGEND_TOP + (index + 1) * LEGEND_LINE;
      return [
        element('g', looks(series), [
          element('line', { x1: x, y1: y - 4, x2: x + 30, y2: y - 4 }),
          marker(series, { x: x + 15, y: y - 4 }),
        ]),
        element('text', { x: x + 38, y }, [series.name(names, words)]),
      ];
    }),
  ];
  return element('g', { class: 'picture-legend' }, [
    ...column('A', LEGEND_LEFT),
    ...column('B', PICTURE_WIDTH / 2 + LEGEND_LEFT),
  ]);
}

function looks({ about, self }: Series): Readonly<Record<string, string | number | undefined>> {
  return {
    class: `picture-${about === 'A' ? 'a' : 'b'} picture-${self ? 'self' : 'guess'}`,
    stroke: COLOURS[about],
    fill: COLOURS[about],
    'stroke-width': self ? 2.25 : 1.75,
    'stroke-dasharray': self ? undefined : '5 4',
  };
}

/** Round for A, square for B; filled for their own answers, hollow for guesses. */
function marker({ about, self }: Series, { x, y }: Point): Markup {
  const fill = self
    ? {}
    : { class: 'picture-hollow', fill: '#ffffff', 'stroke-width': 1.5, 'stroke-dasharray': 'none' };
  return about === 'A'
    ? element('circle', { cx: x, cy: y, r: MARKER, ...fill })
    : element('rect', { x: x - MARKER, y: y - MARKER, width: 2 * MARKER, height: 2 * MARKER, ...fill });
}
