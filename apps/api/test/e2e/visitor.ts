/// <reference lib="dom" />
import { join } from 'node:path';
import { eventually, extent } from '@couplekit/testkit';
import axe, { type RunOptions } from 'axe-core';
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { keepVitals, watchVitals, type LabVitals } from './lab-vitals.js';
import { weighDocuments, type DocumentWeight } from './document-weight.js';

/** Figures of every page, and with `THOROUGH=1` pictures, for people to look at. */
export const ARTIFACTS = join(import.meta.dirname, '..', '..', 'test-artifacts');
const TAKES_PICTURES = extent(false, true);
const WIDTHS = [360, 768, 1280];
const HEIGHT = 800;
const PHONE = { width: 360, height: HEIGHT };
/** Without fonts, over the wire. */
const MOST_BYTES = 80 * 1024;
const MOST_SHIFT = 0.02;

interface Looked extends LabVitals {
  readonly bytes: number;
}

/** Somebody with a browser of their own, Korean and on a phone unless said otherwise. */
export class Visitor implements AsyncDisposable {
  /** What the browser complained of: scripts and styles that the policy stops, files that are missing. */
  readonly complaints: string[] = [];

  private constructor(
    readonly tab: Page,
    private readonly weight: DocumentWeight,
    /** Where the service is. */
    private readonly url: string,
  ) {
    tab.setDefaultTimeout(60_000);
    tab.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    tab.on('pageerror', (error) => this.complaints.push(error.message));
  }

  static async at(url: string, browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'ko-KR', viewport: PHONE, ...options });
    const tab = await context.newPage();
    const devtools: CDPSession = await context.newCDPSession(tab);
    await watchVitals(tab);
    return new Visitor(tab, await weighDocuments(devtools), url);
  }

  /** Opens a path, or a link as it was sent, whose host is the one that the service is known by. */
  async open(link: string): Promise<void> {
    const { pathname, search, hash } = new URL(link, this.url);
    await this.tab.goto(this.url + pathname + search + hash);
  }

  /** Comes in as A by A's own link. */
  async comeIn({ id, a }: { readonly id: string; readonly a: string }): Promise<void> {
    await this.open(`/continue#${a}`);
    await this.tab.waitForURL(`${this.url}/s/${id}`);
  }

  async press(name: string): Promise<void> {
    await this.tab.getByRole('button', { name, exact: true }).click();
  }

  async follow(name: string): Promise<void> {
    await this.tab.getByRole('link', { name, exact: true }).first().click();
  }

  async see(heading: string): Promise<void> {
    await this.tab.getByRole('heading', { name: heading }).waitFor();
  }

  /** Moves the focus to an element as the keyboard does, and fails if it never comes there. */
  async tabTo(selector: string): Promise<void> {
    for (let stops = 0; stops < 80; stops++) {
      await this.tab.keyboard.press('Tab');
      if (await this.tab.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
        return;
    }
    throw new Error(`The keyboard does not come to ${selector}.`);
  }

  /** Goes through pages that nobody looks at, with what the browser has kept; the last one is loaded as on a first visit. */
  async hurry(through: () => Promise<void>): Promise<void> {
    await this.weight.loadAs('later');
    await through();
    await this.weight.loadAs('first');
    await this.tab.reload();
  }

  /**
   * Looks at the page at three widths, in the light and in the dark: nothing sticks out, nothing moves by itself, thumbs hit
   * every target, axe finds nothing serious, it weighs little, and search engines keep out of it.
   */
  async look(name: string): Promise<void> {
    await this.tab.waitForLoadState('load');
    const figures: Looked = { ...(await this.vitals()), bytes: this.weight.bytes() };
    await keepVitals(ARTIFACTS, { name, ...figures });
    expect(figures.cls, `${name} shifts`).toBeLessThanOrEqual(MOST_SHIFT);
    expect(figures.bytes, `${name} weighs`).toBeGreaterThan(1_000);
    expect(figures.bytes, `${name} weighs`).toBeLessThanOrEqual(MOST_BYTES);
    await this.expectHidden(name);
    // By evaluation, because the policy of the page lets no further script in.
    await this.tab.evaluate(axe.source);
    await this.tab.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await this.expectAccessible(name);
    await this.tab.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
    // All that the dark changes is colors.
    await this.expectAccessible(`${name}, dark`, { runOnly: ['color-contrast'] });
    await this.tab.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await this.picture(name);
  }

  /** At each width nothing sticks out, and thumbs hit every target; a picture is for people. */
  async picture(name: string): Promise<void> {
    for (const width of WIDTHS) {
      await this.tab.setViewportSize({ width, height: HEIGHT });
      await this.expectFitting(`${name} at ${width}`);
      if (TAKES_PICTURES) await this.tab.screenshot({ path: join(ARTIFACTS, `${name}-${width}.png`) });
    }
    await this.tab.setViewportSize(PHONE);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tab.context().close();
  }

  /** Once something has been painted, and the browser has told of it. */
  private vitals(): Promise<LabVitals> {
    return eventually(() =>
      this.tab.evaluate(async () => {
        if (performance.getEntriesByName('first-contentful-paint').length === 0) return undefined;
        await new Promise((resolve) => void requestAnimationFrame(() => setTimeout(resolve, 50)));
        return (globalThis as unknown as { labVitals: () => LabVitals }).labVitals();
      }),
    );
  }

  /** Only the landing page may be found, and only where the environment allows it. */
  private async expectHidden(name: string): Promise<void> {
    const path = new URL(this.tab.url()).pathname;
    const robots = this.weight.robots();
    const meta = await this.tab.evaluate(
      () => document.querySelector<HTMLMetaElement>('meta[name=robots]')?.content ?? '',
    );
    if (path === '/') expect([robots, meta].join(), name).not.toContain('noindex');
    else expect([robots, meta], name).toEqual([expect.stringContaining('noindex'), expect.stringContaining('noindex')]); // prettier-ignore
  }

  private async expectFitting(where: string): Promise<void> {
    const seen = await this.tab.evaluate(() => ({
      text: Number.parseFloat(getComputedStyle(document.body).fontSize),
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      // Links in running text are exempt (WCAG 2.2, 2.5.8).
      small:
        [...document.querySelectorAll('.button, button, select, input:not([type=hidden], [type=radio], [type=checkbox])')] // prettier-ignore
          .map((element) => ({ name: element.textContent, height: element.getBoundingClientRect().height }))
          .filter(({ height }) => height > 0 && height < 44),
    }));
    expect(seen, where).toEqual({
      text: expect.toSatisfy((pixels: number) => pixels >= 16),
      overflow: 0,
      small: [],
    });
  }

  private async expectAccessible(where: string, rules: RunOptions = {}): Promise<void> {
    const run = (options: RunOptions) => (globalThis as unknown as { axe: typeof axe }).axe.run(options);
    const { violations } = await this.tab.evaluate(run, rules);
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, where).toEqual([]);
  }
}
