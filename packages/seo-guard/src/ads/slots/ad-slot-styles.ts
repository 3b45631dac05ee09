import { sizesOf, type AdSlotDefinition } from './ad-slot.js';
import type { AdSize } from './ad-size.js';

const FRAME = `.ad-frame{box-sizing:border-box;display:flow-root;margin:var(--ad-distance,160px) auto;text-align:center}
.ad-label{color:#595959;font:12px/20px system-ui,sans-serif;height:20px;margin:0}
.ad-unit{contain:layout;margin:0 auto;max-width:100%}
.ad-unit>ins.adsbygoogle{display:block;height:var(--ad-height);margin:0 auto;width:var(--ad-width)}
`;

/**
 * One style sheet for some slots: serve it as a file, or put it into a `<style nonce>`. The space of an ad is there before
 * the ad. The margin keeps what can be pressed away; the property `--ad-distance` changes it.
 */
export function adSlotStyles(slots: readonly Pick<AdSlotDefinition, 'id' | 'sizes'>[]): string {
  return (
    FRAME +
    slots
      .map(({ id, sizes }) => {
        const { phone, tablet, desktop } = sizesOf(sizes);
        return [
          rule(id, phone),
          isSame(tablet, phone) ? '' : `@media (min-width:768px){${rule(id, tablet)}}\n`,
          isSame(desktop, tablet) ? '' : `@media (min-width:1024px){${rule(id, desktop)}}\n`,
        ].join('');
      })
      .join('')
  );
}

function isSame([a, b]: AdSize, [c, d]: AdSize): boolean {
  return a === c && b === d;
}

function rule(id: string, [width, height]: AdSize): string {
  return `.ad-unit-${id}{--ad-width:${width}px;--ad-height:${height}px;min-height:${height}px;width:${width}px}\n`;
}
