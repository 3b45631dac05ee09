/// <reference lib="dom" />
import type { Kit } from './kit.js';

/** Walks the page as it is rendered: through shadow roots and frames of the same origin. */
export function installTree(kit: Kit): void {
  const frameOf = (element: Element): Element | null => {
    try {
      return element.ownerDocument.defaultView?.frameElement ?? null;
    } catch {
      return null;
    }
  };
  const documentIn = (element: Element): Document | null => {
    if (element.tagName !== 'IFRAME') return null;
    try {
      return (element as HTMLIFrameElement).contentDocument;
    } catch {
      return null;
    }
  };

  /** From the nearest element with an id, or from the body. */
  const selectorWithin = (element: Element): string => {
    const parts: string[] = [];
    for (let at: Element | null = element; at && at.localName !== 'body'; at = at.parentElement) {
      const tag = at.localName;
      const frame = at.getAttribute('data-ad-frame');
      if (at.id || frame !== null) {
        parts.unshift(at.id ? `${tag}#${CSS.escape(at.id)}` : `[data-ad-frame="${frame}"]`);
        break;
      }
      const twins = [...(at.parentElement?.children ?? [])].filter((each) => each.localName === tag);
      parts.unshift(twins.length > 1 ? `${tag}:nth-of-type(${twins.indexOf(at) + 1})` : tag);
    }
    return parts.join(' > ') || element.localName;
  };

  kit.parentOf = (element) => {
    if (element.assignedSlot) return element.assignedSlot;
    if (element.parentElement) return element.parentElement;
    const root = element.getRootNode();
    return 'host' in root ? (root.host as Element) : frameOf(element);
  };
  kit.isWithin = (element, ancestor) => {
    for (let at: Element | null = element; at; at = kit.parentOf(at)) if (at === ancestor) return true;
    return false;
  };
  kit.all = () => {
    const found: Element[] = [];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        found.push(element);
        if (element.shadowRoot) visit(element.shadowRoot);
        const inner = documentIn(element);
        if (inner) visit(inner);
      }
    };
    visit(document);
    return found;
  };
  kit.selectorOf = (element) => {
    const parts: string[] = [];
    for (let at: Element | null = element; at;) {
      parts.unshift(selectorWithin(at));
      const root = at.getRootNode();
      at = 'host' in root ? (root.host as Element) : frameOf(at);
    }
    // Shadow roots and frames start a selector of their own.
    return parts.join(' >> ');
  };
  kit.textOf = (element) => {
    const css = (pseudo: string) => /^"(.*)"$/.exec(getComputedStyle(element, pseudo).content)?.[1] ?? '';
    const own =
      element.getAttribute('aria-label') ??
      element.getAttribute('alt') ??
      (element as HTMLElement).innerText ??
      element.textContent ??
      '';
    const text = `${css('::before')} ${own} ${css('::after')}`.replaceAll(/\s+/g, ' ').trim();
    return [...text].slice(0, 120).join('');
  };
}
