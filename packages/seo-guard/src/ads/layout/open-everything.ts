import type { BrowserPage } from './browser-page.js';
import type { Opener } from './in-page/kit.js';
import type { PageKit } from './page-kit.js';
import type { PageState } from './page-layout.js';
import { stateOf } from './page-state.js';

/** What is opened, and on what kind of page. */
export interface Openings {
  /** How many slots the page has. */
  readonly slots: number;
  /** Opens the page anew, for what does not close again. */
  readonly open: () => Promise<void>;
  /** How many things are opened at most. */
  readonly max: number;
}

/** Opens menus, dialogs and the like one by one, and sees the page with each. */
export async function withEverythingOpened(
  page: BrowserPage,
  kit: PageKit,
  { slots, open, max }: Openings,
): Promise<readonly PageState[]> {
  if (slots === 0) return [];
  const states: PageState[] = [];
  await open();
  const openers = (await kit.call('openers')).slice(0, max);
  for (const [index, opener] of openers.entries()) {
    for (const show of placesToOpen(kit, index, opener, slots)) {
      await show();
      const seen = await whileOpened(page, kit, index, opener);
      if (!(await isClosed(page, kit, index))) await open();
      if (!seen) break;
      states.push(seen);
      // What moves with the page lies over the same things wherever the page is scrolled to.
      if (seen.elements.every(({ opened, positioning }) => !opened || positioning === 'flow')) break;
    }
  }
  return states;
}

/** What stays in the window can be opened over any slot; anything else where it is in view. */
function placesToOpen(
  kit: PageKit,
  index: number,
  { stays }: Opener,
  slots: number,
): readonly (() => Promise<void>)[] {
  return stays
    ? Array.from({ length: slots }, (_, slot) => () => kit.call('scrollTo', slot, 'center'))
    : (['center', 'start', 'end'] as const).map((block) => () => kit.call('showOpener', index, block));
}

async function whileOpened(
  page: BrowserPage,
  kit: PageKit,
  index: number,
  { selector, by }: Opener,
): Promise<PageState | undefined> {
  await kit.call('settle');
  await kit.call('remember');
  const pointer = await kit.call('open', index);
  if (!pointer) return undefined;
  if (by === 'hover') await page.mouse.move(pointer.x, pointer.y);
  await kit.call('settle');
  return stateOf(`opened ${selector}`, 'opened', await kit.call('snapshot'));
}

async function isClosed(page: BrowserPage, kit: PageKit, index: number): Promise<boolean> {
  await page.mouse.move(0, 0);
  await kit.call('close', index);
  await kit.call('settle');
  return await kit.call('close', index);
}
