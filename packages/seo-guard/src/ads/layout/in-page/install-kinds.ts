/// <reference lib="dom" />
import type { ElementKind } from '../page-layout.js';
import type { Kit } from './kit.js';

/** What an element is for those who press it. */
export function installKinds(kit: Kit): void {
  const NAVIGATION = 'nav, [role=navigation], [role=menu], [role=menubar], [role=tablist]';
  const LINK = 'a[href], area[href], [role=link]';
  const BUTTON =
    'button, summary, [role=button], [role=tab], [role=switch], [role^=menuitem], [role=option], [onclick], ' +
    'input:is([type=button], [type=submit], [type=reset], [type=image], [type=file])';
  const FIELD =
    'input:not([type=hidden]), select, textarea, [contenteditable=""], [contenteditable=true], ' +
    '[role=textbox], [role=combobox], [role=slider], [role=checkbox], [role=radio]';
  const PLAYER = /youtube|youtu\.be|vimeo|tv\.naver|tv\.kakao|dailymotion|player/i;
  const SHARE =
    /\bshare|sharer|공유|보내기|kakao|카카오|twitter\.com\/intent|x\.com\/intent|line\.me\/|t\.me\/share|wa\.me\//i;
  const PAGER = /^[\s«»‹›<>←→]*(?:다음|이전|더 ?보기|목록|next|prev(?:ious)?|load more|more)[\s\S]{0,8}$/i;
  const OVERLAY =
    'dialog, [popover], [role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=tooltip]';
  const CONTENT_PICTURE = 'img, picture, figure, svg';

  const describes = (element: Element) =>
    [
      element.getAttribute('href'),
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
      element.className,
      element.id,
      element.getAttributeNames().join(' '),
      element.textContent?.slice(0, 40),
    ].join(' ');
  const closest = (element: Element, selector: string) => {
    for (let at: Element | null = element; at; at = kit.parentOf(at)) if (at.matches(selector)) return at;
    return null;
  };
  const isLarge = (element: Element, least: number) => {
    const { width, height } = element.getBoundingClientRect();
    return width >= least && height >= least;
  };
  const pressable = (element: Element): ElementKind | undefined => {
    const isLink = element.matches(LINK);
    if (!isLink && !element.matches(`${BUTTON}, ${FIELD}`)) return undefined;
    if (getComputedStyle(element).pointerEvents === 'none') return undefined;
    if (!element.matches(FIELD) || element.matches(BUTTON)) {
      if (SHARE.test(describes(element))) return 'share';
      if (closest(element, NAVIGATION) || element.matches('[rel~=next], [rel~=prev]')) return 'navigation';
      if (PAGER.test(element.textContent ?? '')) return 'navigation';
    }
    if (isLink) return 'link';
    return element.matches(BUTTON) ? 'button' : 'field';
  };
  const application = (element: Element): ElementKind | undefined => {
    if (element.matches('video, audio[controls], lite-youtube')) return 'video';
    if (element.matches('[data-game], [role=application]')) return 'game';
    if (element.matches('canvas, object, embed')) return isLarge(element, 100) ? 'game' : undefined;
    if (element.localName !== 'iframe' || !isLarge(element, 50)) return undefined;
    if (PLAYER.test((element as HTMLIFrameElement).src)) return 'video';
    // What is in a frame of the same origin is looked at by itself.
    return (element as HTMLIFrameElement).contentDocument ? undefined : 'game';
  };
  const hasOwnText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
  const isPanel = (element: Element) => {
    const { position, zIndex, pointerEvents } = getComputedStyle(element);
    if (pointerEvents === 'none' || Number(zIndex) < 0 || !kit.isPainted(element)) return false;
    return position === 'fixed' || position === 'sticky' || element.matches(OVERLAY);
  };

  kit.isPainted = (element) => {
    const { backgroundColor, backgroundImage, backdropFilter, borderTopWidth, boxShadow } =
      getComputedStyle(element);
    const transparent = /^rgba\(.*, 0\)$/.test(backgroundColor) || backgroundColor === 'transparent';
    return (
      !transparent ||
      backgroundImage !== 'none' ||
      (backdropFilter ?? 'none') !== 'none' ||
      borderTopWidth !== '0px' ||
      boxShadow !== 'none'
    );
  };
  kit.isHeading = (element) =>
    element.matches('h1, h2, h3, h4, h5, h6, [role=heading], legend, caption, dt') ||
    /label|heading|title|caption/i.test(`${element.getAttribute('class') ?? ''} ${element.id}`);
  kit.kindOf = (element) => {
    const kind = pressable(element) ?? application(element);
    if (kind) return kind;
    if (element.matches(NAVIGATION)) return 'navigation';
    if (isPanel(element)) return 'panel';
    const opened = !kit.before.has(element) && getComputedStyle(element).position === 'absolute';
    if (opened && kit.isPainted(element)) return 'panel';
    if (closest(element, `${NAVIGATION}, header, footer, ${LINK}, ${BUTTON}, label, option`))
      return undefined;
    if (element.matches(CONTENT_PICTURE)) return isLarge(element, 64) ? 'content' : undefined;
    return hasOwnText(element) ? 'content' : undefined;
  };
}
