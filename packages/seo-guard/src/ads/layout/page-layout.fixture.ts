import fc from 'fast-check';
import type { ElementBox, ElementKind, PageLayout, SlotBox } from './page-layout.js';
import type { Rectangle } from './rectangle.js';

/** An empty slot of 300x250 in the page. */
export function slotAt(rect: Rectangle, facts: Partial<SlotBox> = {}): SlotBox {
  return {
    selector: '#slot',
    rect,
    positioning: 'flow',
    labels: ['광고'],
    empty: true,
    animated: false,
    popUp: false,
    ...facts,
  };
}

/** Something else on the page. */
export function elementAt(kind: ElementKind, rect: Rectangle, facts: Partial<ElementBox> = {}): ElementBox {
  return {
    kind,
    selector: `#${kind}`,
    text: '',
    rect,
    positioning: 'flow',
    heading: false,
    animated: false,
    opened: false,
    ...facts,
  };
}

/** A page at rest on a desktop, with content for a screen and a half at its top. */
export function layoutWith(
  slots: readonly SlotBox[],
  elements: readonly ElementBox[],
  facts: Partial<PageLayout> = {},
): PageLayout {
  const content = elementAt('content', { x: 0, y: 0, width: 1280, height: 1200 }, { selector: '#article' });
  return {
    viewport: { name: 'desktop', width: 1280, height: 800 },
    main: { x: 0, y: 0, width: 1280, height: 10_000 },
    states: [{ name: 'at rest', phase: 'rest', scrollY: 0, slots, elements: [content, ...elements] }],
    shifts: [],
    ...facts,
  };
}

/** Any rectangle of a page. */
export const rectangles: fc.Arbitrary<Rectangle> = fc.record({
  x: fc.integer({ min: 0, max: 2000 }),
  y: fc.integer({ min: 0, max: 6000 }),
  width: fc.integer({ min: 1, max: 800 }),
  height: fc.integer({ min: 1, max: 800 }),
});
