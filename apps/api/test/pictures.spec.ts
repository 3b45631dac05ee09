/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { launchChromium } from '@couplekit/testkit/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deltaHeatmapPicture } from '../src/pictures/delta-heatmap.js';
import type { PictureInput } from '../src/pictures/picture.js';
import { radarPicture } from '../src/pictures/radar.js';
import { answeredSource } from './report/answered-source.js';

const FONTS = join(dirname(createRequire(import.meta.url).resolve('pretendard/package.json')), 'dist/web/static/woff2'); // prettier-ignore
const face = (name: string, weight: number) =>
  `@font-face { font-family: Pretendard; font-weight: ${weight}; src: url(data:font/woff2;base64,${readFileSync(join(FONTS, `Pretendard-${name}.woff2`)).toString('base64')}); }`;
/** As pages have them. */
const SITE_STYLES = readFileSync(new URL('../assets/site.css', import.meta.url), 'utf8');
const STYLES = `${face('Regular', 400)}${face('SemiBold', 600)} ${SITE_STYLES} body { margin: 0; padding: 16px; font-family: Pretendard; }`;
const POLICY = "default-src 'none'; style-src 'nonce-n'; font-src data:";

const { outputs } = answeredSource().result;
const PEOPLE = {
  short: { A: '하나', B: 'Duri' },
  long: { A: '세상에서제일귀여운우리강아지주인님이야', B: 'Maximilian-Alexander the Third of Foo' },
} as const;

describe('the pictures in a browser with a strict policy', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchChromium()));
  afterAll(() => browser.close());

  /** A page with both pictures, and what the browser refused of it. */
  const open = async (input: Omit<PictureInput, 'outputs'>, width: number): Promise<[Page, string[]]> => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const pictures = [radarPicture, deltaHeatmapPicture].map((draw) => draw({ ...input, outputs }).svg);
    await page.route('http://couple.example/', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'Content-Security-Policy': POLICY },
        body: `<!doctype html><html lang="${input.language}"><title>x</title><style nonce="n">${STYLES}</style>${pictures.join('')}`,
      }),
    );
    await page.goto('http://couple.example/');
    await page.evaluate(() => document.fonts.ready);
    return [page, complaints];
  };

  describe.each(['ko', 'en'] as const)('in %s', (language) => {
    it.each([360, 1280])('are images with names, and nothing is refused, at %d px', async (width) => {
      const input = { names: PEOPLE.short, language };
      const [page, complaints] = await open(input, width);
      for (const draw of [radarPicture, deltaHeatmapPicture]) {
        const { title, description } = draw({ ...input, outputs });
        const image = page.getByRole('img', { name: title });
        expect(await image.count()).toBe(1);
        expect(await image.getAttribute('aria-labelledby')).toMatch(/-title .*-desc$/);
        expect(await image.locator('desc').textContent()).toBe(description);
        const box = await image.boundingBox();
        expect(box?.width).toBeGreaterThan(Math.min(width - 33, 570));
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it.each(['short', 'long'] as const)(
      'hold all of their words, none over another, with %s names',
      async (people) => {
        const [page] = await open({ names: PEOPLE[people], language }, 360);
        const trouble = await page.evaluate(() => {
          const found: string[] = [];
          for (const svg of document.querySelectorAll('svg')) {
            const frame = svg.getBoundingClientRect();
            // A text of several lines is as high as all of them, its lines are not.
            const lines = [...svg.querySelectorAll('text:not(:has(tspan)), tspan')].map((line) => ({
              words: line.textContent,
              box: line.getBoundingClientRect(),
            }));
            for (const [index, { words, box }] of lines.entries()) {
              if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) found.push(`outside: ${words}`); // prettier-ignore
              for (const other of lines.slice(index + 1)) {
                const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
                const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
                if (across > 1 && down > 4) found.push(`${words} over ${other.words}`);
              }
            }
          }
          return found;
        });
        expect(trouble).toEqual([]);
        await page.close();
      },
    );
  });

  it('have the colours of the site, dark where it is dark', async () => {
    const [page] = await open({ names: PEOPLE.short, language: 'ko' }, 360);
    const strokes = () =>
      page.evaluate(() => [...document.querySelectorAll('.picture-a, .picture-b')].map((group) => getComputedStyle(group).stroke)); // prettier-ignore
    const light = new Set(await strokes());
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = new Set(await strokes());
    expect([light.size, dark.size, light.union(dark).size]).toEqual([2, 2, 4]);
    await page.close();
  });
});
