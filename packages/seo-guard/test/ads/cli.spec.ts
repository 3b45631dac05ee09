import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '@couplekit/testkit';
import { unpackChromium } from '@couplekit/testkit/chromium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULE_PAGES } from './layout-pages.js';
import { servePages, type ServedPages } from './served-pages.js';

const MAIN = fileURLToPath(new URL('../../dist/ads/cli/main.js', import.meta.url));

let pages: ServedPages;
let folder: string;
let chromium: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ad-layout-'));
  chromium = await unpackChromium();
  pages = await servePages({
    bad: RULE_PAGES['near-button'].bad,
    doubtful: RULE_PAGES['near-link'].bad,
    good: RULE_PAGES['near-button'].good,
    empty: '<!doctype html><title>글</title><main>글</main>',
  });
});

afterAll(async () => {
  await pages[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    const env = { ...bareEnvironment(), LANG: 'ko_KR.UTF-8' };
    execFile(process.execPath, [MAIN, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
const check = (...args: readonly string[]) => run('--browser', chromium, ...args);

describe('couplekit-ad-layout', () => {
  it('passes a page, in the language of the locale', async () => {
    expect(await check(pages.url('good'))).toEqual({
      code: 0,
      err: '',
      out: expect.stringMatching(/휴대폰 360x800 {2}광고 1개[\s\S]*오류 0건, 주의 0건\n$/),
    });
  });

  it('fails a page, tells each finding with its source, and keeps evidence and pictures', async () => {
    const json = join(folder, 'evidence.json');
    const { code, out } = await check(
      pages.url('bad'),
      '--lang',
      'en',
      '--json',
      json,
      '--screenshots',
      folder,
    );
    expect(code).toBe(1);
    expect(out).toContain('error near-button: The ad ');
    expect(out).toContain('policy text, measured our way: Google Publisher Policies');
    expect(out).toContain('https://support.google.com/publisherpolicies/answer/11035030');
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ passed: false, errors: 3, slots: 3 });
    const pictures = (await readdir(folder)).filter((name) => name.endsWith('.png'));
    expect(pictures.toSorted()).toEqual(['1-phone.png', '2-tablet.png', '3-desktop.png']);
  });

  it('passes warnings, except with --strict', async () => {
    expect((await check(pages.url('doubtful'))).code).toBe(0);
    expect((await check('--strict', pages.url('doubtful'))).code).toBe(1);
  });

  it.each([
    [[], /missing required argument/],
    [['ftp://example.com'], /http/],
    [['http://127.0.0.1:1/', '--lang', 'fr'], /ko or en/],
    [['http://127.0.0.1:1/', '--nothing'], /unknown option/],
  ])('says how it is used: %o', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 64, out: '', err: expect.stringMatching(message) });
  });

  it('says in one sentence why it could not check', async () => {
    expect(await check(pages.url('missing'))).toMatchObject({
      code: 69,
      err: expect.stringContaining('404'),
    });
    expect(await check(pages.url('empty'), '--json', join(folder, 'no/such/folder'))).toMatchObject({
      code: 69,
      err: expect.stringMatching(/^couplekit-ad-layout: .*쓸 수 없습니다\.\n$/),
    });
    expect(await run('--browser', '/no/such/browser', pages.url('good'))).toMatchObject({
      code: 69,
      err: expect.stringMatching(/^couplekit-ad-layout: Chromium을 시작할 수 없습니다[^\n]*\n$/),
    });
  });

  it('explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--screenshots') });
  });
});
