import type { BrowserPage } from './browser-page.js';
import type { Opener, Snapshot } from './in-page/kit.js';
import type { PageKit } from './page-kit.js';
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

/** The page cannot be judged. */
export class PageUnavailableError extends Error {
  override readonly name = 'PageUnavailableError';

  constructor(
    readonly url: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${url}: ${reason}`, options);
  }
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
  const loading = await kit.call('loading');
  const scrolled = await atEverySlot(kit, rest);
  const opened = await withEverythingOpened(page, kit, { slots: rest.slots, open, max: options.maxOpeners });
  return {
    viewport,
    main: rest.main,
    states: [state('at rest', 'rest', rest), ...scrolled, ...opened],
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
    throw new PageUnavailableError(url, 'it does not load', { cause });
  }
  const status = response?.status() ?? 200;
  if (status >= 400) throw new PageUnavailableError(url, `it answers ${status}`);
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
      states.push(state(name, 'scrolled', await kit.call('snapshot')));
    }
  }
  return states;
}

interface Opening {
  readonly slots: Snapshot['slots'];
  readonly open: () => Promise<void>;
  readonly max: number;
}

async function withEverythingOpened(
  page: BrowserPage,
  kit: PageKit,
  { slots, open, max }: Opening,
): Promise<readonly PageState[]> {
  if (slots.length === 0) return [];
  const states: PageState[] = [];
  await open();
  const count = Math.min((await kit.call('openers')).length, max);
  for (let index = 0; index < count; index++) {
    const opener = (await kit.call('openers'))[index];
    // What stays in the window can be opened over any slot.
    for (const slot of opener?.stays ? slots.keys() : [undefined]) {
      if (slot !== undefined) await kit.call('scrollTo', slot, 'center');
      const seen = await whileOpened(page, kit, index);
      if (seen) states.push(seen);
      if (!(await closed(page, kit, index))) await open();
    }
  }
  return states;
}

async function whileOpened(page: BrowserPage, kit: PageKit, index: number): Promise<PageState | undefined> {
  await kit.call('settle');
  await kit.call('remember');
  const opener: Opener | undefined = (await kit.call('openers'))[index];
  if (!opener || !(await kit.call('open', index))) return undefined;
  if (opener.by === 'hover') await page.mouse.move(opener.x, opener.y);
  await kit.call('settle');
  return state(`opened ${opener.selector}`, 'opened', await kit.call('snapshot'));
}

async function closed(page: BrowserPage, kit: PageKit, index: number): Promise<boolean> {
  await page.mouse.move(0, 0);
  await kit.call('close', index);
  await kit.call('settle');
  return await kit.call('close', index);
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

function state(name: string, phase: PageState['phase'], { scrollY, slots, elements }: Snapshot): PageState {
  return { name, phase, scrollY, slots, elements };
}
