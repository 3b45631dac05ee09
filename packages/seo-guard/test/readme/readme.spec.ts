import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ADAPTERS, bootApp, eventually, FakeAdSense } from '@couplekit/testkit';
import { SeoGuard } from '@couplekit/seo-guard';
import { describe, expect, it } from 'vitest';
import { AppModule } from './app.module.js';
import { AdsModule } from './confirmed-click-app.js';
import { hasConfirmedClick } from './has-confirmed-click.js';
import { leaks } from './leaks.js';
import { AppModule as SiteFilesAppModule } from './site-files-app.js';
import { WhyClosed } from './why-closed.js';
import { writeTable } from './write-table.js';

const here = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the README and its pages', () => {
  it.each([
    ['README.md', 'app.module.ts'],
    ['README.md', 'why-closed.ts'],
    ['docs/site-files.md', 'site-files-app.ts'],
    ['docs/audit.md', 'write-table.ts'],
    ['docs/audit.md', 'leaks.ts'],
    ['docs/audit.md', 'node-test.ts'],
    ['docs/confirmed-click.md', 'confirmed-click-app.ts'],
    ['docs/confirmed-click.md', 'has-confirmed-click.ts'],
  ])('%s shows %s, which is run below', async (page, file) => {
    expect(await here(`../../${page}`)).toContain(`\`\`\`ts\n${await here(`./${file}`)}\`\`\``);
  });

  describe.each(ADAPTERS)('show what works on %s', (adapter) => {
    it('the smallest application', async () => {
      await using app = await bootApp({ adapter, module: AppModule });
      const headers = async (path: string) => {
        const { status, headers: all } = await fetch(app.url + path);
        return [status, all.get('x-robots-tag'), all.get('cache-control'), all.get('referrer-policy')];
      };
      expect(await headers('/articles/7')).toEqual([200, null, null, null]);
      expect(await headers('/results/7')).toEqual([403, 'noindex, nofollow', 'private, no-store', 'no-referrer']); // prettier-ignore
      expect(await headers('/share/x')).toEqual([404, 'noindex, noarchive, nofollow', null, null]);
      expect(await headers('/nothing')).toEqual([404, 'noindex, nofollow', null, null]);
      expect(new WhyClosed(app.app.get(SeoGuard)).sources('/nothing')).toEqual(['unmatched path: noindex, nofollow']); // prettier-ignore
      // Its articles have no end: whatever is asked for is there.
      const codes = (await leaks(app.app)).map((leak) => leak.split(' ')[0]);
      expect(codes).toContain('missing-page-indexable');
      expect(codes.filter((code) => /^(?:header|sensitive)/.test(String(code)))).toEqual([]);
    });

    it('robots.txt, a sitemap and meta elements', async () => {
      await using app = await bootApp({ adapter, module: SiteFilesAppModule });
      const text = async (path: string) => (await fetch(app.url + path)).text();
      expect(await text('/robots.txt')).toContain('Disallow: /articles/search\n');
      expect(await text('/sitemap.xml')).toContain('<loc>https://couple.example/articles/1</loc>');
      expect(await text('/articles/1')).toContain('<link rel="canonical" href="https://couple.example/articles/1">'); // prettier-ignore
    });

    it('the watch on Confirmed Click', async () => {
      await using adsense = await FakeAdSense.start();
      adsense.issues = [{ id: '1' }];
      const kinds: string[] = [];
      const module = AdsModule.watching(adsense.access, ({ kind }) => kinds.push(kind));
      await using _ = await bootApp({ adapter, module });
      await eventually(() => kinds.length === 1);
      expect([kinds, await hasConfirmedClick(adsense.access)]).toEqual([['new'], true]);
    });

    it('a table for the auditor, and the kit in node:test', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'noindex-table-'));
      await writeTable(join(folder, 'table.json'));
      expect(JSON.parse(await readFile(join(folder, 'table.json'), 'utf8'))).toMatchObject({ unmatched: 'noindex, nofollow' }); // prettier-ignore
      await rm(folder, { recursive: true });

      await using app = await bootApp({ adapter, module: AppModule });
      const file = new URL('./node-test.ts', import.meta.url).pathname;
      const run = promisify(execFile)(process.execPath, ['--test', file], { env: { ...process.env, BASE_URL: app.url } }); // prettier-ignore
      // The application has neither invites nor a landing page.
      const { stdout } = await run.catch((failure: { readonly stdout: string }) => failure);
      const failures = [...stdout.matchAll(/✖ (N\d+)/g)].map(([, id]) => id);
      expect(new Set(failures)).toEqual(new Set(['N18', 'N19']));
    });
  });
});
