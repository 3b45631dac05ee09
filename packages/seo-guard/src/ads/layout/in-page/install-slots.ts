/// <reference lib="dom" />
import type { Kit } from './kit.js';

/** Finds ad units, the frames around them, and what those frames look like. */
export function installSlots(kit: Kit): void {
  const words = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim();
  /** The nearest box around a unit that holds nothing else but a few words. */
  const frameOf = (unit: Element): Element => {
    const declared = unit.closest('[data-ad-frame]');
    if (declared) return declared;
    const parent = unit.parentElement;
    if (!parent || parent.matches('body, main, article, section')) return unit;
    const around = words(parent.textContent).length - words(unit.textContent).length;
    const busy = [...parent.children].some(
      (child) => child !== unit && child.querySelector('a, button, p, img, input') !== null,
    );
    return around <= 40 && !busy && !parent.querySelector(':scope > :is(a, button, input, img)')
      ? parent
      : unit;
  };
  const labelsIn = (unit: Element, frame: Element): readonly string[] => {
    if (unit === frame) return [];
    const found = [frame, ...frame.querySelectorAll('*')]
      .filter((element) => !kit.isWithin(element, unit) && kit.isVisible(element))
      .flatMap((element) => [
        ...[...element.childNodes]
          .filter(({ nodeType }) => nodeType === 3)
          .map(({ textContent }) => words(textContent)),
        ...['::before', '::after'].map((pseudo) =>
          words(/^"(.*)"$/.exec(getComputedStyle(element, pseudo).content)?.[1]),
        ),
      ]);
    return found.filter((text) => text !== '');
  };
  const isEmpty = (unit: Element) =>
    words(unit.textContent) === '' &&
    [...unit.querySelectorAll('*')].every(
      (element) => element.matches('ins, script, style, div:empty') || element.getClientRects().length === 0,
    );
  /** `undefined` for a box that is neither coloured nor framed. */
  const lookOf = (element: Element): string | undefined => {
    if (!kit.isPainted(element)) return undefined;
    const style = getComputedStyle(element);
    return [style.borderTop, style.backgroundColor, style.borderRadius, style.boxShadow, style.padding].join(
      '|',
    );
  };
  const lookalikeOf = (frame: Element, units: readonly Element[]): Element | undefined => {
    const look = lookOf(frame);
    if (look === undefined) return undefined;
    return [...(frame.parentElement?.children ?? [])].find(
      (sibling) =>
        sibling !== frame &&
        sibling.tagName === frame.tagName &&
        lookOf(sibling) === look &&
        words(sibling.textContent) !== '' &&
        !units.some((unit) => kit.isWithin(unit, sibling)),
    );
  };
  const isPopUp = (unit: Element) => {
    for (let at: Element | null = unit; at; at = kit.parentOf(at))
      if (at.matches('dialog, [popover], [role=dialog], [role=alertdialog], [aria-modal=true]')) return true;
    const staying = kit.stayingRootOf(unit);
    if (staying?.how !== 'fixed') return false;
    const { top, left, right, bottom } = staying.root.getBoundingClientRect();
    return top > 1 && left > 1 && right < window.innerWidth - 1 && bottom < window.innerHeight - 1;
  };

  kit.slots = () => {
    const units = kit.all().filter((element) => element.matches(kit.options.slotSelector));
    return units
      .filter((unit) => !units.some((other) => other !== unit && kit.isWithin(unit, other)))
      .filter((unit) => unit.checkVisibility())
      .map((unit) => ({ unit, frame: frameOf(unit) }));
  };
  kit.slotBox = ({ unit, frame }, animated) => {
    const lookalike = lookalikeOf(
      frame,
      kit.slots().map((slot) => slot.unit),
    );
    return {
      selector: kit.selectorOf(unit),
      rect: kit.boxOf(unit),
      positioning: kit.positioningOf(unit),
      labels: labelsIn(unit, frame),
      empty: isEmpty(unit),
      animated: animated.has(unit) || animated.has(frame),
      popUp: isPopUp(unit),
      ...(lookalike && { lookalike: kit.selectorOf(lookalike) }),
    };
  };
}
