/// <reference lib="dom" />
import type { Kit, Opener } from './kit.js';

/** Opens what can be opened: details, menus, dialogs, popovers, and menus under the pointer. */
export function installOpeners(kit: Kit): void {
  const CLICKED =
    'details:not([open]) > summary, [aria-expanded=false], [aria-haspopup]:not([aria-haspopup=false]), ' +
    '[popovertarget], [commandfor], [data-opens]';
  type Found = { readonly element: Element; readonly by: Opener['by'] };
  let found: readonly Found[] | undefined;

  const hidesSomething = (element: Element) =>
    [...element.querySelectorAll('ul, ol, [role=menu], [class*=menu], [class*=drop]')].some(
      (inner) => !kit.isVisible(inner) || getComputedStyle(inner).opacity === '0',
    );
  const all = () =>
    (found ??= kit.all().flatMap((element): readonly Found[] => {
      if (!kit.isVisible(element) || kit.slots().some(({ frame }) => kit.isWithin(element, frame))) return [];
      if (element.matches(CLICKED)) return [{ element, by: 'click' }];
      const hovered = element.matches('nav li, nav > div, [role=navigation] li, [role=menubar] > *');
      return hovered && hidesSomething(element) ? [{ element, by: 'hover' }] : [];
    }));
  const isOpen = (element: Element) =>
    element.getAttribute('aria-expanded') === 'true' ||
    (element.localName === 'summary' && element.parentElement?.hasAttribute('open') === true) ||
    element.ownerDocument.querySelector(':modal, :popover-open') !== null;
  /** A link that opens a menu must not lead away. */
  const press = (element: Element) => {
    const stay = (event: Event) => {
      if (
        event.composedPath().some((each) => each instanceof Element && each.matches('a[href], [type=submit]'))
      )
        event.preventDefault();
    };
    window.addEventListener('click', stay, { capture: true });
    (element as HTMLElement).click();
    window.removeEventListener('click', stay, { capture: true });
  };

  kit.openers = () =>
    all().map(({ element, by }) => ({
      selector: kit.selectorOf(element),
      by,
      stays: kit.positioningOf(element) !== 'flow',
    }));
  kit.showOpener = (index, block) =>
    all()[index]?.element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
  kit.open = (index) => {
    const opener = all()[index];
    if (!opener?.element.isConnected || !kit.isVisible(opener.element)) return null;
    const { x, y, width, height } = opener.element.getBoundingClientRect();
    if (opener.by === 'click') press(opener.element);
    return { x: x + width / 2, y: y + height / 2 };
  };
  kit.close = (index) => {
    const opener = all()[index];
    if (!opener) return false;
    for (const open of document.querySelectorAll(':modal, :popover-open')) {
      if (open instanceof HTMLDialogElement) open.close();
      else (open as HTMLElement).hidePopover();
    }
    if (opener.by === 'click' && opener.element.isConnected && isOpen(opener.element)) press(opener.element);
    // Whatever is still there now was not before.
    return kit.all().every((element) => kit.before.has(element) || !kit.isVisible(element));
  };
}
