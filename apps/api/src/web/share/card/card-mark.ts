import { element, type Markup } from '../../../pictures/svg-element.js';
import { CARD_COLOURS } from './card-colours.js';
import type { CardLayout } from './card-layout.js';

const circle = (cx: number, cy: number, r: number, fill: string, opacity = 1): Markup =>
  element('circle', { cx, cy, r, fill, 'fill-opacity': opacity });

/** The paper, with the two colours of the couple far behind. */
export function cardGround({ width, height, panel }: CardLayout): Markup {
  const r = Math.max(width, height) * 0.3;
  const middle = panel.y + panel.height / 2;
  return element('g', {}, [
    element('rect', { width, height, fill: CARD_COLOURS.ground }),
    circle(panel.x + panel.width * 0.25, middle - r * 0.45, r, CARD_COLOURS.aSoft),
    circle(panel.x + panel.width * 0.9, middle + r * 0.5, r, CARD_COLOURS.bSoft, 0.85),
  ]);
}

/** The small mark with the name of the product. */
export function cardBrand(name: string, { brand: { x, y }, align, ask: { size } }: CardLayout): Markup {
  const r = size * 0.5;
  const left = align === 'start' ? x : x - size * 1.9;
  return element('g', {}, [
    circle(left + r, y - r * 0.7, r, CARD_COLOURS.a),
    circle(left + r * 1.9, y - r * 0.7, r, CARD_COLOURS.b, 0.82),
    element('text', { x: left + r * 3.4, y, 'font-size': size * 1.25, 'font-weight': 700 }, [name]),
  ]);
}

/** Two circles that overlap, where nothing else is shown; behind a lock where nothing may be. */
export function cardMark({ x, y, width, height }: CardLayout['panel'], locked: boolean): Markup {
  const [cx, cy] = [x + width / 2, y + height / 2];
  const r = Math.min(width, height) * 0.32;
  return element('g', {}, [
    circle(cx - r * 0.5, cy, r, CARD_COLOURS.a, 0.92),
    circle(cx + r * 0.5, cy, r, CARD_COLOURS.b, 0.82),
    ...(locked ? [lock(cx, cy, r * 0.42)] : []),
  ]);
}

function lock(cx: number, cy: number, size: number): Markup {
  const paint = { fill: 'none', stroke: CARD_COLOURS.surface, 'stroke-width': size * 0.2 } as const;
  const arm = size * 0.42;
  return element('g', {}, [
    element('path', { ...paint, d: `M${cx - arm} ${cy}v${-arm}a${arm} ${arm} 0 0 1 ${2 * arm} 0v${arm}` }),
    element('rect', { x: cx - size * 0.7, y: cy, width: size * 1.4, height: size * 1.1, rx: size * 0.2, fill: CARD_COLOURS.surface }), // prettier-ignore
  ]);
}
