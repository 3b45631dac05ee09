import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import { LAYOUT_RULES } from '@couplekit/seo-guard/ads';
import { describe, expect, it } from 'vitest';
import { AppModule } from './readme-ads-app.js';
import { adReview } from './readme-check.js';

const here = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const README = '../../docs/ads.md';

describe('the README on ads', () => {
  it.each(['./readme-ads-app.ts', './readme-check.ts'])('shows %s, which is run below', async (path) => {
    expect(await here(README)).toContain(`\`\`\`ts\n${await here(path)}\`\`\``);
  });

  it('has a row for every rule, in the order of the rules, with its severity and addresses', async () => {
    const rows = (await here(README))
      .split('\n')
      .filter((line) => /^\| `[a-z-]+` +\| (?:error|warning)/.test(line));
    expect(rows.map((row) => /`([a-z-]+)`/.exec(row)?.[1])).toEqual(LAYOUT_RULES.map(({ id }) => id));
    for (const [index, { severity, sources }] of LAYOUT_RULES.entries()) {
      expect(rows[index]).toContain(severity);
      for (const { url } of sources) expect(rows[index]).toContain(url ?? 'our default');
    }
  });

  it.each(ADAPTERS)('shows an application that works on %s, and passes the review', async (adapter) => {
    await using app = await bootApp({ adapter, module: AppModule });
    expect(await (await fetch(`${app.url}/story`)).text()).toContain('Advertisements');
    expect(await (await fetch(`${app.url}/story?token=abc`)).text()).not.toContain('Advertisements');
    const folder = await mkdtemp(join(tmpdir(), 'ad-review-'));
    await using browser = await launchChromium();
    expect(await adReview(await browser.newPage(), [`${app.url}/story`], join(folder, 'evidence.json'))).toBe(
      true,
    );
    await rm(folder, { recursive: true });
  });
});
