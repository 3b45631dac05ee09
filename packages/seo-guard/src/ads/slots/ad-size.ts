/** A size in CSS pixels. */
export type AdSize = readonly [width: number, height: number];

/**
 * Fixed sizes that AdSense and Ad Manager fill (https://support.google.com/admanager/answer/1100453), narrowest first.
 */
export const AD_SIZES = [
  [160, 600],
  [250, 250],
  [300, 250],
  [300, 600],
  [320, 50],
  [320, 100],
  [336, 280],
  [468, 60],
  [728, 90],
  [970, 90],
  [970, 250],
] as const satisfies readonly AdSize[];

/** Whether this is one of `AD_SIZES`. */
export function isAdSize([width, height]: AdSize): boolean {
  return AD_SIZES.some(([w, h]) => w === width && h === height);
}
