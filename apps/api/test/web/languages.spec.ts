import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../running-api.js';
import { BrowserClient } from './browser-client.js';

describe.each(ADAPTERS)('the language on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  it.each([
    [undefined, 'ko'],
    ['fr-FR', 'ko'],
    ['en-US,en;q=0.9', 'en'],
    ['ko-KR,en;q=0.9', 'ko'],
  ])('for Accept-Language %s is %s', async (wish, language) => {
    const headers = wish === undefined ? {} : { 'Accept-Language': wish };
    const answer = await new BrowserClient(api.url).get('/', headers);
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('vary')).toBe('Accept-Language, Cookie');
    expect(answer.text).toContain(`<html lang="${language}">`);
  });

  it('is what the switch says from then on, also where something went wrong', async () => {
    const browser = new BrowserClient(api.url);
    const wish = { 'Accept-Language': 'ko' };
    const switched = await browser.get('/continue?lang=en', wish);
    expect(switched.text).toContain('<html lang="en">');
    expect(switched.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^__Host-lang=en; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    );
    expect((await browser.get('/', wish)).headers.get('content-language')).toBe('en');
    const missing = await browser.get('/nothing', wish);
    expect(missing.headers.get('content-language')).toBe('en');
    expect(missing.text).toContain('There is no such page');
    expect((await browser.get('/?lang=ko')).text).toContain('<html lang="ko">');
    expect((await browser.get('/')).text).toContain('<html lang="ko">');
  });

  it('is not changed by a language that there is not, in the address or in the cookie', async () => {
    const browser = new BrowserClient(api.url);
    expect((await browser.get('/?lang=xx')).headers.get('set-cookie')).toBeNull();
    browser.cookies.set('__Host-lang', 'xx');
    expect((await browser.get('/', { 'Accept-Language': 'en' })).headers.get('content-language')).toBe('en');
  });

  it('is offered by a link on the page that leads to the same page', async () => {
    expect((await new BrowserClient(api.url).get('/continue?x=1')).text).toContain(
      'href="/continue?lang=en"',
    );
  });

  it('of a landing page that search engines may show is told by alternates; other pages are not to be shown', async () => {
    const landing = (await new BrowserClient(api.url).get('/')).text;
    expect(landing).toContain('<link rel="alternate" hreflang="en" href="https://couple.example/?lang=en">');
    expect(landing).not.toContain('name="robots"');
    const entry = await new BrowserClient(api.url).get('/invite');
    expect(entry.text).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(entry.text).not.toContain('rel="canonical"');
    expect(entry.headers.get('x-robots-tag')).toBe('noindex, nofollow');
  });
});
