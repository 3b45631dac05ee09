/** A rectangle in CSS pixels, from the top left corner of the page. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The length of the shortest line between two rectangles, 0 where they touch or overlap. */
export function distance(a: Rectangle, b: Rectangle): number {
  return Math.hypot(gap(a.x, a.width, b.x, b.width), gap(a.y, a.height, b.y, b.height));
}

/** How much of two rectangles is the same, in square pixels. */
export function sharedArea(a: Rectangle, b: Rectangle): number {
  return shared(a.x, a.width, b.x, b.width) * shared(a.y, a.height, b.y, b.height);
}

/** How wide the strip is in which one is above the other. */
export function sharedWidth(a: Rectangle, b: Rectangle): number {
  return shared(a.x, a.width, b.x, b.width);
}

/** How high the strip is in which one is beside the other. */
export function sharedHeight(a: Rectangle, b: Rectangle): number {
  return shared(a.y, a.height, b.y, b.height);
}

/** In square pixels. */
export function area({ width, height }: Rectangle): number {
  return width * height;
}

/** The y of the lower edge. */
export function bottom({ y, height }: Rectangle): number {
  return y + height;
}

function gap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.max(0, a - (b + bLength), b - (a + aLength));
}

function shared(a: number, aLength: number, b: number, bLength: number): number {
  return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
}
