import type { BrowserPage } from './browser-page.js';
import type { Snapshot } from './in-page/kit.js';
import { stateOf } from './page-state.js';
import { withEverythingOpened } from './open-everything.js';
import type { PageKit } from './page-kit.js';
import { PageUnavailableError } from './page-unavailable.error.js';
import type { PageLayout, PageState, SlotShift, Viewport } from './page-layout.js';

/** How pages are opened and looked at. */
export interface MeasureOptions {
  /** Milliseconds until the page has to be there. */
  readonly timeout: number;
  /** Height of an ad whose slot says nothing about it, in CSS pixels. */
  readonly adHeight: number;
  /** How many things are opened at most. */
  readonly maxOpeners: number;
}

/**
 * Opens a page in a window of one size, and measures it at rest, at every slot, with everything opened that can be, and while
 * ads come.
 * @throws {PageUnavailableError} when it does not load or answers an error
 */
export async function measurePage(
  page: BrowserPage,
  kit: PageKit,
  target: { readonly url: string; readonly viewport: Viewport },
  options: MeasureOptions,
): Promise<PageLayout> {
  const { url, viewport } = target;
  await page.setViewportSize({ width: viewport.width, height: viewport.height });
  const open = () => openPage(page, kit, url, options.timeout);
  await open();
  const rest = await kit.call('snapshot');
  const hasOpeners = (await kit.call('openers')).length > 0;
  const scrolled = await atEverySlot(kit, rest);
  // By now ads that wait until they are in view have come too.
  const loading = await kit.call('loading');
  const slots = rest.slots.length;
  const isAsAtFirst =
    scrolled.at(-1)?.slots.every(({ empty }, at) => empty === rest.slots[at]?.empty) ?? true;
  // The page is opened once more for that, and so that slots are empty again.
  const opened =
    hasOpeners || !isAsAtFirst
      ? await withEverythingOpened(page, kit, { slots, open, max: options.maxOpeners })
      : [];
  return {
    viewport,
    main: rest.main,
    states: [stateOf('at rest', 'rest', rest), ...scrolled, ...opened],
    shifts: [
      ...loading.grown.map((selector) => ({ selector, value: loading.value })),
      ...(await whileAdsCome(kit, rest, options.adHeight)),
    ],
  };
}

async function openPage(page: BrowserPage, kit: PageKit, url: string, timeout: number): Promise<void> {
  let response;
  try {
    response = await page.goto(url, { waitUntil: 'load', timeout });
  } catch (cause) {
    throw new PageUnavailableError(url, undefined, { cause });
  }
  const status = response?.status() ?? 200;
  if (status >= 400) throw new PageUnavailableError(url, status);
  await page.mouse.move(0, 0);
  await kit.install();
}

async function atEverySlot(kit: PageKit, { slots }: Snapshot): Promise<readonly PageState[]> {
  const states: PageState[] = [];
  for (const [index, { selector }] of slots.entries()) {
    for (const block of ['start', 'center', 'end'] as const) {
      await kit.call('scrollTo', index, block);
      await kit.call('settle');
      const name = `${selector} scrolled to the ${block} of the window`;
      states.push(stateOf(name, 'scrolled', await kit.call('snapshot')));
    }
  }
  return states;
}

async function whileAdsCome(
  kit: PageKit,
  { slots }: Snapshot,
  adHeight: number,
): Promise<readonly SlotShift[]> {
  const shifts: SlotShift[] = [];
  for (const [index, { selector }] of slots.entries()) {
    const filled = await kit.call('fill', index, adHeight);
    if (filled) shifts.push({ selector, value: filled.value, adHeight: filled.height });
  }
  return shifts;
}
