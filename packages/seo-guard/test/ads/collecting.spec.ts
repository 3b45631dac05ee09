import { launchChromium } from '@couplekit/testkit/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAdLayout, PageUnavailableError, type AdLayoutOptions } from '../../src/ads/index.js';
import { servePages, type ServedPages } from './served-pages.js';

const text = '<p style="height:400px;margin:0">긴 이야기를 천천히 읽어 봅니다.</p>'.repeat(8);
const unit = '<div class="unit" data-ad-unit style="width:300px;height:250px;margin:0 auto"></div>';
const page = (slot: string, script = '') =>
  `<!doctype html><meta charset="utf-8"><style>body{margin:0}*{box-sizing:border-box}</style><main>${text}${slot}${text}</main><script>${script}</script>`;
const under = (html: string, script = '') => page(`${unit}<p>글</p><div>${html}</div>`, script);

const DROP = 'position:absolute;width:400px;height:300px;background:#fff';
const menu = (opener: string, panel: string, style = '') =>
  page(
    `<div style="position:relative;text-align:center;${style}">${opener}${panel}</div><p style="height:200px">글</p>${unit}`,
  );

const PAGES: Readonly<Record<string, string>> = {
  'in a shadow root': under(
    '<x-share></x-share>',
    `customElements.define('x-share', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML = '<center><button>저장</button></center>'; } })`,
  ),
  'in a frame': under(
    `<center><iframe width="300" height="80" style="border:0" srcdoc="<body style='margin:0'><button style='width:200px;height:40px'>저장</button>"></iframe></center>`,
  ),
  'in a frame, far down': under(
    `<center><iframe width="300" height="400" style="border:0" srcdoc="<body style='margin:0'><div style='height:200px'></div><button>저장</button>"></iframe></center>`,
  ),
  transformed: under(
    '<button style="position:relative;top:600px;left:0;transform:translate(40px,-560px)">저장</button>',
  ),
  'cut off': under(
    '<div style="height:10px;width:300px;overflow:hidden;margin:0 auto"><div style="height:40px"></div><button>저장</button></div>',
  ),
  hidden: under(
    '<center><button style="visibility:hidden">저장</button><button hidden>저장</button><button style="pointer-events:none">저장</button></center>',
  ),
  'see-through': under('<center><a href="/x" style="opacity:0">글</a></center>').replace('<p>글</p>', ''),
  'a picture in a link': page(
    `${unit}<a href="/x" style="font-size:0"><img alt="" width="300" height="200" style="display:block;margin:10px auto" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"></a>`,
  ),
  'an unlabelled application': under(
    '<center><iframe width="300" height="200" src="http://127.0.0.1:1/"></iframe></center>',
  ),
  'a player in a frame': under(
    '<center><iframe width="300" height="200" src="https://www.youtube-nocookie.invalid/embed/1"></iframe></center>',
  ),
  details: page(
    `<details><summary>메뉴</summary><div style="${DROP};top:auto"><a href="/a">가</a></div></details><p style="height:200px">글</p>${unit}`,
  ),
  'a menu by script': menu(
    '<button id="b" aria-expanded="false">메뉴</button>',
    `<div id="m" hidden style="${DROP};top:60px">글</div>`,
  ).replace(
    '<script></script>',
    `<script>b.onclick=()=>{m.hidden=!m.hidden;b.setAttribute('aria-expanded',String(!m.hidden))}</script>`,
  ),
  'a menu that never closes': menu(
    '<a id="b" href="/gone" aria-haspopup="true">메뉴</a>',
    `<div id="m" hidden style="${DROP};top:60px">글</div>`,
  ).replace('<script></script>', '<script>b.onclick=()=>{m.hidden=false}</script>'),
  'a menu that hides another for good': menu(
    '<button id="b" aria-haspopup="true">하나</button><button id="c" aria-haspopup="true">둘</button>',
    `<div id="m" hidden style="${DROP};top:60px">글</div><div id="n" hidden style="${DROP};top:60px">글</div>`,
  ).replace(
    '<script></script>',
    '<script>b.onclick=()=>{m.hidden=false;c.hidden=true};c.onclick=()=>{n.hidden=false}</script>',
  ),
  'a menu under the pointer': menu(
    `<style>nav ul{display:none}nav li:hover ul{display:block}nav>ol{margin:0;padding:0;list-style:none}</style><nav><ol><li>메뉴<ul style="${DROP};margin:0"><li>가</li></ul></li></ol></nav>`,
    '',
  ),
  'a dialog': menu(
    '<button popovertarget="d">안내</button>',
    '<div id="d" popover style="width:100vw;height:90vh;max-width:none">글</div>',
  ).replace('height:200px', 'height:500px'),
  'a menu that slides': menu(
    '<button id="b" aria-expanded="false">메뉴</button>',
    `<div id="m" style="${DROP};top:60px;visibility:hidden;transform:translateY(-900px);transition:transform .4s, visibility .4s">글</div>`,
  ).replace(
    '<script></script>',
    `<script>b.onclick=()=>{const o=b.getAttribute('aria-expanded')==='false';b.setAttribute('aria-expanded',String(o));m.style.visibility=o?'visible':'hidden';m.style.transform=o?'none':'translateY(-900px)'}</script>`,
  ),
  'a menu in a bar that stays': page(
    `<div style="position:fixed;top:0;left:0;right:0;height:0"><button id="b" aria-expanded="false" style="position:absolute;left:0;width:40px">≡</button><div id="m" hidden style="position:absolute;top:30px;left:0;right:0;height:600px;background:#fff">글</div></div>${unit}`,
  ).replace(
    '<script></script>',
    `<script>b.onclick=()=>{m.hidden=!m.hidden;b.setAttribute('aria-expanded',String(!m.hidden))}</script>`,
  ),
  'an anchored ad over a bar of buttons': `<!doctype html><meta charset="utf-8"><main>${text}</main><div data-ad-unit style="position:fixed;bottom:60px;left:0;right:0;height:50px"></div><nav style="position:fixed;bottom:0;left:0;right:0;height:56px"><a href="/">홈</a></nav>`,
  'an arrow from a style sheet': page(
    `<style>.point::after{content:"→"}</style><p class="point">글</p>${unit}`,
  ),
  'something that blinks': page(
    `<style>@keyframes blink{to{opacity:0}}.blink{animation:blink 1s infinite}</style><p class="blink">글</p>${unit}`,
  ),
  'an ad that blinks': page(
    `<style>@keyframes blink{to{outline:4px solid red}}.unit{animation:blink 1s infinite}</style>${unit}`,
  ),
  'a nested scroller': `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%}</style><main style="height:100%;overflow:auto"><div style="position:sticky;top:0;height:60px;background:#fff">막대</div>${text}${unit}${text}</main>`,
  'a page that loads an ad by itself': page('<div data-ad-unit style="width:300px;margin:0 auto"></div>')
    .replace(text, '<p style="height:60px">글</p>')
    .replace(
      '<script></script>',
      `<script>addEventListener('load',async()=>{for(let f=0;f<3;f++)await new Promise(requestAnimationFrame);const a=document.createElement('img');a.style.cssText='display:block;width:300px;height:120px';document.querySelector('[data-ad-unit]').append(a)})</script>`,
    ),
  'a small ad that comes when its slot is seen': page(
    '<div data-ad-unit style="width:300px;min-height:100px;margin:0 auto"></div>',
    `const slot=document.querySelector('[data-ad-unit]');new IntersectionObserver((seen)=>{if(seen.some(({isIntersecting})=>isIntersecting)&&!slot.hasChildNodes()){const a=document.createElement('img');a.style.cssText='display:block;width:300px;height:90px';slot.append(a)}}).observe(slot)`,
  ),
  'no ads': page(''),
};

let browser: Browser;
let pages: ServedPages;

beforeAll(async () => {
  browser = await launchChromium();
  pages = await servePages(PAGES);
});

afterAll(async () => {
  await browser.close();
  await pages[Symbol.asyncDispose]();
});

const PHONE = { name: 'phone', width: 360, height: 800 } as const;
const check = async (name: string, options: AdLayoutOptions = {}) => {
  await using tab = await browser.newPage();
  return await checkAdLayout(tab, [pages.url(name)], { viewports: [PHONE], ...options });
};
const found = async (name: string) => {
  const { pages: checked } = await check(name);
  return checked.flatMap(({ findings }) =>
    findings.map(({ rule, other }) => `${rule} ${other?.selector ?? ''}`.trim()),
  );
};

describe.concurrent('a control is found', () => {
  it.each([
    ['in a shadow root', 'near-button', 'x-share >> center > button'],
    ['in a frame', 'near-button', 'iframe >> '],
    ['transformed', 'near-button', 'button'],
    ['see-through', 'near-link', 'a'],
    ['a picture in a link', 'near-link', 'a'],
    ['an unlabelled application', 'near-game', 'iframe'],
    ['a player in a frame', 'near-video', 'iframe'],
    ['an anchored ad over a bar of buttons', 'near-navigation', 'nav'],
  ])('%s', async (name, rule, selector) => {
    const all = await found(name);
    expect(
      all.filter((each) => each.startsWith(rule) && each.includes(selector)),
      String(all),
    ).not.toEqual([]);
  });

  it.each(['in a frame, far down', 'cut off', 'hidden'])('only where it can be pressed: %s', async (name) => {
    expect((await found(name)).filter((each) => each.startsWith('near-'))).toEqual([]);
  });
});

describe.concurrent('what opens over an ad is found', () => {
  it.each([
    'details',
    'a menu by script',
    'a menu that never closes',
    'a menu under the pointer',
    'a dialog',
    'a menu that slides',
    'a menu in a bar that stays',
  ])('%s', async (name) => {
    const all = await found(name);
    expect(
      all.filter((each) => each.startsWith('covered-when-opened')),
      String(all),
    ).toHaveLength(1);
  });

  it('even behind a menu that hides another for good', async () => {
    const all = await found('a menu that hides another for good');
    expect(all.filter((each) => each.startsWith('covered-when-opened'))).toEqual([
      'covered-when-opened div#m',
      'covered-when-opened div#n',
    ]);
  });

  it('and what was opened is closed again before the next is looked at', async () => {
    const { pages: checked } = await check('a menu that never closes');
    const opened = checked[0]?.layout.states.filter(({ phase }) => phase === 'opened') ?? [];
    expect(
      opened.map(({ elements }) => elements.filter((each) => each.opened).map((each) => each.selector)),
    ).toEqual([['div#m']]);
  });
});

describe.concurrent('what draws attention is found', () => {
  it.each([
    ['an arrow from a style sheet', 'draws-attention'],
    ['something that blinks', 'draws-attention'],
    ['an ad that blinks', 'draws-attention'],
    ['a nested scroller', 'covered'],
    ['a small ad that comes when its slot is seen', 'layout-shift'],
    ['a page that loads an ad by itself', 'layout-shift'],
  ])('%s', async (name, rule) => {
    expect((await found(name)).filter((each) => each.split(' ')[0] === rule)).toHaveLength(1);
  });
});

describe.concurrent('a check', () => {
  it('passes a page without ads, and says that there were none', async () => {
    expect(await check('no ads')).toMatchObject({ passed: true, slots: 0, errors: 0 });
  });

  it('never passes a page that is not there', async () => {
    await expect(check('nothing')).rejects.toEqual(new PageUnavailableError(pages.url('nothing'), 404));
    await using tab = await browser.newPage();
    await expect(checkAdLayout(tab, ['http://127.0.0.1:1/'])).rejects.toThrow(
      'http://127.0.0.1:1/ does not load.',
    );
  });

  it('says which option is wrong before it opens anything', async () => {
    await expect(check('no ads', { limits: { game: 10 } })).rejects.toThrow(/limits\.game/);
    await expect(check('no ads', { viewports: [] })).rejects.toThrow(/viewports/);
    await using tab = await browser.newPage();
    await expect(checkAdLayout(tab, [])).rejects.toThrow(/urls/);
  });

  it('is evidence: plain JSON with every rectangle', async () => {
    const report = await check('in a frame');
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report).toMatchObject({ schema: 'couplekit/ad-layout/1', passed: false, slots: 1 });
    expect(report.pages[0]?.layout.states.map(({ phase }) => phase)).toEqual([
      'rest',
      'scrolled',
      'scrolled',
      'scrolled',
    ]);
  });
});
