/// <reference lib="dom" />
import type { Rectangle } from '../rectangle.js';
import type { Kit } from './kit.js';

/** Where things are: in page coordinates, after transforms, without what is cut off. */
export function installGeometry(kit: Kit): void {
  const toPage = (element: Element, { x, y, width, height }: DOMRect): Rectangle => {
    let left = x + window.scrollX;
    let top = y + window.scrollY;
    for (let view = element.ownerDocument.defaultView; view && view !== window;) {
      const frame: Element | null = view.frameElement;
      if (!frame) break;
      const box = frame.getBoundingClientRect();
      left += box.x + frame.clientLeft;
      top += box.y + frame.clientTop;
      view = frame.ownerDocument.defaultView;
    }
    return { x: left, y: top, width, height };
  };
  const cut = (a: Rectangle, b: Rectangle): Rectangle => {
    const x = Math.max(a.x, b.x);
    const y = Math.max(a.y, b.y);
    return {
      x,
      y,
      width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
      height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
    };
  };
  /** The boxes that cut an element off. */
  const windowsOf = (element: Element): readonly Rectangle[] => {
    const found: Rectangle[] = [];
    let escapes = getComputedStyle(element).position === 'fixed';
    for (let at = kit.parentOf(element); at; at = kit.parentOf(at)) {
      const { overflowX, overflowY, position } = getComputedStyle(at);
      const isRoot = at.localName === 'html' || at.localName === 'body';
      if (
        !escapes &&
        !isRoot &&
        (overflowX !== 'visible' || overflowY !== 'visible' || at.localName === 'iframe')
      )
        found.push(kit.boxOf(at));
      if (position === 'fixed') escapes = true;
    }
    return found;
  };
  const makesFixedAbsolute = (element: Element) => {
    const { transform, filter, perspective, contain } = getComputedStyle(element);
    return (
      transform !== 'none' ||
      filter !== 'none' ||
      perspective !== 'none' ||
      /paint|layout|strict|content/.test(contain)
    );
  };

  kit.boxOf = (element) => toPage(element, element.getBoundingClientRect());
  kit.isVisible = (element) => element.checkVisibility({ visibilityProperty: true });
  kit.rectsOf = (element) => {
    const windows = windowsOf(element);
    // A link around a picture is pressed on the picture, which is not part of its own boxes.
    const pressed = [element, ...element.querySelectorAll('img, svg, picture, video, canvas')];
    return pressed
      .flatMap((each) => [...each.getClientRects()].map((rect) => toPage(each, rect)))
      .map((rect) => windows.reduce(cut, rect))
      .filter(({ x, y, width, height }) => width >= 2 && height >= 2 && x + width > 0 && y + height > 0);
  };
  kit.stayingRootOf = (element) => {
    for (let at: Element | null = element; at; at = kit.parentOf(at)) {
      const { position, top, right, bottom, left } = getComputedStyle(at);
      if (position === 'sticky' && [top, right, bottom, left].some((inset) => inset !== 'auto'))
        return { root: at, how: 'sticky' };
      if (position !== 'fixed') continue;
      let container = kit.parentOf(at);
      while (container && !makesFixedAbsolute(container)) container = kit.parentOf(container);
      // The top layer ignores what contains it.
      if (!container || at.matches(':modal, :popover-open')) return { root: at, how: 'fixed' };
    }
    return undefined;
  };
  kit.positioningOf = (element) => kit.stayingRootOf(element)?.how ?? 'flow';
  kit.settle = async () => {
    const frames = async () => {
      // The first frame may have begun before the change; the second has it.
      for (let frame = 0; frame < 2; frame++)
        await new Promise((resolve) => void requestAnimationFrame(resolve));
    };
    await frames();
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? 0));
    if (ending.length === 0) return;
    const patience = new Promise((resolve) => void setTimeout(resolve, 2000));
    await Promise.race([Promise.allSettled(ending.map(({ finished }) => finished)), patience]);
    await frames();
  };
  kit.scrollTo = (index, block) =>
    kit.slots()[index]?.unit.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
}
