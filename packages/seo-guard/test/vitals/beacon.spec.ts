import { randomBytes } from 'node:crypto';
import { Controller, Get, Header, Module, Res } from '@nestjs/common';
import { ADAPTERS, bootApp, eventually } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { Pool } from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresVitalsStore, vitalsTag, WebVitalsModule } from '../../src/vitals/index.js';
import { TEMPLATES } from './vitals-app.js';

interface PageResponse {
  setHeader?(name: string, value: string): unknown;
  header?(name: string, value: string): unknown;
}

/** A page under a strict policy, which shifts once and reacts to a button. */
function page(tag: string, nonce: string): string {
  return `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>t</title>${tag}</head>
<body><h1 style="font-size:60px">안녕하세요</h1><div id="late"></div><p>text below</p><button>눌러 주세요</button><a href="/away">away</a>
<script nonce="${nonce}">
  document.querySelector('button').addEventListener('click', () => {
    const end = performance.now() + 30; while (performance.now() < end);
    document.querySelector('h1').textContent = '눌렀어요';
  });
  requestAnimationFrame(() => requestAnimationFrame(() => { document.querySelector('#late').style.height = '200px'; window.shifted = true; }));
</script></body></html>`;
}

@Controller()
class PagesController {
  private answer(response: PageResponse, options: { page?: string }, withNonce = true): string {
    const nonce = randomBytes(16).toString('base64');
    const policy = `default-src 'none'; script-src ${withNonce ? '' : "'self' "}'nonce-${nonce}'${withNonce ? " 'strict-dynamic'" : ''}; style-src 'unsafe-inline'; connect-src 'self'`;
    (response.header ?? response.setHeader)?.call(response, 'Content-Security-Policy', policy);
    return page(vitalsTag({ ...options, ...(withNonce && { nonce }) }), nonce);
  }

  /** Says nothing of itself, and sends no referrer: its `Origin` is null. */
  @Get('share/:token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Referrer-Policy', 'no-referrer')
  share(@Res({ passthrough: true }) response: PageResponse) {
    return this.answer(response, {});
  }

  @Get('result/:id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  result(@Res({ passthrough: true }) response: PageResponse) {
    return this.answer(response, { page: '/result/:id' }, false);
  }

  @Get('away')
  @Header('Content-Type', 'text/html')
  away() {
    return '<!doctype html><title>away</title><p>away';
  }
}

describe.each(ADAPTERS)('the beacon in a browser, with an application on %s', (adapter) => {
  let browser: Browser;
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    [browser, database] = await Promise.all([launchChromium(), createDatabase()]);
    pool = new Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    await browser.close();
    await pool.end();
    await database.drop();
  });

  const boot = async () => {
    const store = new PostgresVitalsStore(pool);
    await pool.query('DROP TABLE IF EXISTS web_vitals');
    await store.createTable();
    @Module({
      imports: [WebVitalsModule.forRoot({ store, routes: TEMPLATES, build: 'b42', flush: { everyMs: 1 } })],
      controllers: [PagesController],
    })
    class BrowserModule {}
    return bootApp({ adapter, module: BrowserModule });
  };
  const rows = async () =>
    (await pool.query<{ metric: string; value: number; route: string; device: string; build: string }>(
      'SELECT metric, value, route, device, build FROM web_vitals ORDER BY metric',
    )).rows; // prettier-ignore

  it.each([
    ['/share/SekretToken?utm=SekretQuery#top', '/share/:token', { width: 360, height: 800 }, 'phone'],
    ['/result/SekretToken', '/result/:id', { width: 1280, height: 800 }, 'desktop'],
  ])('brings all metrics of %s into PostgreSQL', async (path, route, viewport, device) => {
    await using app = await boot();
    const context = await browser.newContext({ viewport });
    const tab = await context.newPage();
    const complaints: string[] = [];
    const bodies: string[] = [];
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(String(error)));
    tab.on('request', (request) => request.method() === 'POST' && bodies.push(request.postData() ?? ''));
    await tab.goto(app.url + path);
    await tab.waitForFunction('window.shifted === true');
    await tab.click('button');
    await tab.waitForFunction("document.querySelector('h1').textContent === '눌렀어요'");
    // The browser measures an interaction to the next frame, and tells of it when it is idle.
    await tab.evaluate('new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)))');
    await tab.click('a');
    await tab.waitForURL('**/away');
    const found = await eventually(async () => {
      const kept = await rows();
      return kept.length === 5 && kept;
    });
    expect(found.map(({ metric }) => metric)).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB']);
    for (const row of found) expect(row).toMatchObject({ route, device, build: 'b42' });
    const value = (name: string) => found.find(({ metric }) => metric === name)?.value ?? NaN;
    expect(value('CLS')).toBeGreaterThan(0);
    expect(value('INP')).toBeGreaterThanOrEqual(24);
    expect(value('LCP')).toBeGreaterThanOrEqual(value('FCP'));
    expect(complaints).toEqual([]);
    expect(bodies.join()).not.toContain('SekretQuery');
    if (path.startsWith('/result')) expect(bodies.join()).not.toContain('Sekret');
    await context.close();
  });

  it('reports again when a page that was hidden is hidden again, and counts it once', async () => {
    await using app = await boot();
    const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    const tab = await context.newPage();
    await tab.goto(`${app.url}/result/1`);
    await tab.waitForFunction('window.shifted === true');
    const hide = async (hidden: boolean) =>
      tab.evaluate(`Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${hidden ? 'hidden' : 'visible'}' });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));`);
    await hide(true);
    const cls = async () => (await rows()).find(({ metric }) => metric === 'CLS')?.value;
    const first = await eventually(cls);
    await hide(false);
    // Shifts within five seconds of one another add up.
    await tab.evaluate(`new Promise((done) => { document.querySelector('#late').style.height = '500px'; requestAnimationFrame(() => requestAnimationFrame(done)); })`);
    await hide(true);
    await eventually(async () => ((await cls()) ?? 0) > first);
    const { rows: counted } = await pool.query("SELECT count(*)::int AS count FROM web_vitals WHERE metric = 'CLS'");
    expect(counted).toEqual([{ count: 1 }]);
    expect((await rows())[0]?.device).toBe('tablet');
    await context.close();
  }); // prettier-ignore

  it('calls a phone a phone also when it is held sideways', async () => {
    await using app = await boot();
    const context = await browser.newContext({ viewport: { width: 863, height: 360 } });
    // The headless browser is no phone, and has no way to claim that it is.
    await context.addInitScript(
      "Object.defineProperty(navigator, 'userAgentData', { value: { mobile: true } })",
    );
    const tab = await context.newPage();
    await tab.goto(`${app.url}/result/1`);
    await tab.waitForFunction('window.shifted === true');
    await tab.goto(`${app.url}/away`);
    const found = await eventually(async () => (await rows())[0]);
    expect(found.device).toBe('phone');
    await context.close();
  });

  it('is two scripts that may be cached', async () => {
    await using app = await boot();
    for (const script of ['beacon.js', 'web-vitals.js']) {
      const answer = await fetch(`${app.url}/vitals/${script}`);
      expect([
        answer.status,
        answer.headers.get('content-type'),
        answer.headers.get('cache-control'),
      ]).toEqual([200, 'text/javascript; charset=utf-8', 'public, max-age=86400']);
      expect(await answer.text()).not.toContain('sourceMappingURL');
    }
  });
});

describe('the element of a page', () => {
  it('says only what it is told, and nothing can break out of it', () => {
    expect(vitalsTag()).toBe('<script type="module" data-vitals src="/vitals/beacon.js"></script>');
    expect(vitalsTag({ page: '/a/:b', build: '"><script>&', nonce: 'n', src: '/api/vitals/beacon.js' })).toBe(
      '<script type="module" data-vitals src="/api/vitals/beacon.js" nonce="n" data-page="/a/:b" data-build="&quot;>&lt;script>&amp;"></script>',
    );
  });
});
