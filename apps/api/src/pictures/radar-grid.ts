import { inTwoLines } from './fit-text.js';
import { PICTURE_WIDTH } from './picture.js';
import { element, type Markup } from './svg-element.js';

const CENTRE = { x: PICTURE_WIDTH / 2, y: 152 } as const;
const RADIUS = 108;
const MOST_POINTS = 4;
const AXES = 8;
const LINE_HEIGHT = 16;
/** Labels wider than this get two lines. */
const LABEL_WIDTH = 9;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a value stands on an axis; the first axis points up, the others follow clockwise. */
export function onAxis(axis: number, value: number): Point {
  const angle = (axis / AXES) * 2 * Math.PI;
  const distance = (value / MOST_POINTS) * RADIUS;
  return { x: CENTRE.x + distance * Math.sin(angle), y: CENTRE.y - distance * Math.cos(angle) };
}

/** The `points` of a closed line through one value on each axis. */
export function outline(values: readonly number[]): string {
  return values
    .map((value, axis) => onAxis(axis, value))
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
}

/** Rings for 1 to 4 points, an axis for each label, and the labels around. */
export function radarGrid(labels: readonly string[]): Markup {
  const values = [1, 2, 3, MOST_POINTS];
  const line = { stroke: 'currentColor', 'stroke-opacity': 0.18, 'stroke-width': 1, fill: 'none' } as const;
  return element('g', { class: 'picture-grid' }, [
    ...values.map((value) => element('polygon', { ...line, points: outline(labels.map(() => value)) })),
    ...labels.map((_, axis) => {
      const { x, y } = onAxis(axis, MOST_POINTS);
      return element('line', { ...line, x1: CENTRE.x, y1: CENTRE.y, x2: x, y2: y });
    }),
    ...values.map(ringValue),
    ...labels.map(axisLabel),
  ]);
}

/** In the middle between two axes, where no line has its markers. */
function ringValue(value: number): Markup {
  const [from, to] = [onAxis(0, value), onAxis(1, value)];
  const place = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + 3.5 };
  return element('text', { ...place, 'text-anchor': 'middle', 'font-size': 10, 'fill-opacity': 0.7 }, [
    String(value),
  ]);
}

function axisLabel(label: string, axis: number): Markup {
  const { x, y } = onAxis(axis, MOST_POINTS + 0.5);
  const lines = inTwoLines(label, LABEL_WIDTH);
  const side = Math.sign(Math.round(x - CENTRE.x));
  // Above the first axis the last line touches it, below the fifth the first one; beside the others they are centred.
  const above = axis === 0 ? lines.length - 1 : axis === AXES / 2 ? -0.4 : (lines.length - 1) / 2 - 0.3;
  const anchor = side === 0 ? 'middle' : side > 0 ? 'start' : 'end';
  return element(
    'text',
    { 'text-anchor': anchor },
    lines.map((text, line) => element('tspan', { x, y: y + (line - above) * LINE_HEIGHT }, [text])),
  );
}
