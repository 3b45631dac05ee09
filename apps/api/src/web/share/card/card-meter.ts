import { points } from '../../../pictures/picture.js';
import { element, type Markup } from '../../../pictures/svg-element.js';
import { CARD_COLOURS } from './card-colours.js';
import type { CardLayout } from './card-layout.js';
import type { CARD_WORDS } from './card-words.js';

const MOST_POINTS = 4;

interface Meter {
  /** 0..4 */
  readonly value: number;
  readonly words: (typeof CARD_WORDS)['ko'];
}

/** How far guesses and answers are apart, on a line between close and far. */
export function cardMeter({ value, words }: Meter, { x, y, width, size }: CardLayout['meter']): Markup {
  const thick = size * 0.5;
  const at = x + (width * value) / MOST_POINTS;
  const small = { y: y + size * 2.05, 'font-size': size * 0.8, fill: CARD_COLOURS.muted } as const;
  return element('g', {}, [
    element('text', { x, y, 'font-size': size, 'font-weight': 600 }, [words.gap]),
    element('text', { x: x + width, y, 'font-size': size, 'font-weight': 600, 'text-anchor': 'end', fill: CARD_COLOURS.a }, [words.mean(points(value))]), // prettier-ignore
    element('linearGradient', { id: 'meter' }, [
      element('stop', { offset: 0, 'stop-color': CARD_COLOURS.b }),
      element('stop', { offset: 1, 'stop-color': CARD_COLOURS.a }),
    ]),
    element('rect', { x, y: y + size * 0.6, width, height: thick, rx: thick / 2, fill: 'url(#meter)', 'fill-opacity': 0.55 }), // prettier-ignore
    element('circle', { cx: at, cy: y + size * 0.6 + thick / 2, r: thick, fill: CARD_COLOURS.surface, stroke: CARD_COLOURS.text, 'stroke-width': size * 0.14 }), // prettier-ignore
    element('text', { x, ...small }, [words.close]),
    element('text', { x: x + width, 'text-anchor': 'end', ...small }, [words.far]),
  ]);
}
