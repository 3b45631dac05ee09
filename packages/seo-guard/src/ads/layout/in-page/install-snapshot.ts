/// <reference lib="dom" />
import type { ElementBox } from '../page-layout.js';
import type { Kit } from './kit.js';

/** Sees the page as it is now. */
export function installSnapshot(kit: Kit): void {
  const endless = (): ReadonlySet<Element> => {
    const found = new Set<Element>();
    for (const { effect, playState } of document.getAnimations()) {
      if (playState !== 'running' || effect?.getComputedTiming().endTime !== Infinity) continue;
      const target = (effect as KeyframeEffect).target;
      if (target) found.add(target);
    }
    return found;
  };

  kit.before = new WeakSet();
  kit.remember = () => {
    for (const element of kit.all()) if (kit.isVisible(element)) kit.before.add(element);
  };
  kit.snapshot = () => {
    const animated = endless();
    const slots = kit.slots();
    const isOfAd = (element: Element) => slots.some(({ frame }) => kit.isWithin(element, frame));
    const holdsAd = (element: Element) => slots.some(({ unit }) => kit.isWithin(unit, element));
    const boxes = (element: Element): readonly ElementBox[] => {
      if (isOfAd(element) || !kit.isVisible(element)) return [];
      const moving = animated.has(element);
      const kind = kit.kindOf(element) ?? (moving ? 'content' : undefined);
      if (!kind || (kind === 'panel' && holdsAd(element))) return [];
      // Of a block the text is in its children too; a box around everything says nothing about distances.
      if (kind === 'navigation' && holdsAd(element)) return [];
      const shared = {
        kind,
        selector: kit.selectorOf(element),
        text: kind === 'panel' || element.matches('nav, [role=navigation]') ? '' : kit.textOf(element),
        positioning: kit.positioningOf(element),
        heading: kit.isHeading(element),
        animated: moving,
        opened: !kit.before.has(element),
      };
      return kit.rectsOf(element).map((rect) => ({ ...shared, rect }));
    };
    const main = [...document.querySelectorAll('main, [role=main]')].find(kit.isVisible) ?? document.body;
    return {
      scrollY: window.scrollY,
      main: kit.boxOf(main),
      slots: slots.map((slot) => kit.slotBox(slot, animated)),
      elements: kit.all().flatMap(boxes),
    };
  };
}
