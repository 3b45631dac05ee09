import type { LayoutRuleId, Viewport } from '../../src/ads/index.js';

/** A page that breaks one rule, and the same page put right. */
export interface RulePages {
  readonly bad: string;
  readonly good: string;
  /** Windows in which the rule has something to say. @default all */
  readonly viewports?: readonly Viewport['name'][];
}

const paragraph =
  '<p class="text">서로의 마음을 알아 가는 데에는 시간이 걸립니다. 천천히 이야기해 보세요.</p>';
const text = (count: number) => paragraph.repeat(count);
const slot = (attributes = '', label = '<p class="ad-label">광고</p>') =>
  `<aside class="frame" data-ad-frame="middle" ${attributes}>${label}<div class="unit" data-ad-unit></div></aside>`;

const STYLE = `
  *{box-sizing:border-box}
  body{margin:0;font:16px/24px sans-serif}
  main{padding:0 16px;max-width:800px;margin:0 auto}
  .text{height:96px;margin:0 0 16px}
  .frame{display:flow-root;margin:200px auto 200px;text-align:center}
  .ad-label{margin:0;height:20px;font-size:12px;line-height:20px}
  .unit{width:300px;height:250px;margin:0 auto;background:#eee}
  .gap{height:400px}
  .close{margin-bottom:0}
`;

const page = (main: string, { style = '', before = '', after = '', script = '' } = {}) => `<!doctype html>
<html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>페이지</title>
<style>${STYLE}${style}</style>
<body>${before}<main>${text(12)}${main}${text(12)}</main>${after}<script>${script}</script></body></html>`;

/** Something right below the slot, at a distance. */
const below = (element: string, gap: number) =>
  page(
    `<style>.frame{margin-bottom:${gap}px}</style>${slot()}<div style="text-align:center">${element}</div><div class="gap"></div>`,
  );

const near = (element: string, bad: number, good: number): RulePages => ({
  // Text before the element keeps it from being what people reach for after reading.
  bad: below(element, bad),
  good: below(element, good),
});

const GAME = '<canvas id="game" width="300" height="200"></canvas>';
const VIDEO = '<video id="clip" controls width="300" height="200"></video>';
const BESIDE = '<p style="margin:0;height:24px">이어서 읽기</p>';

const MENU_SCRIPT =
  "const b=document.querySelector('#opener');b.onclick=()=>{const m=document.querySelector('#menu');m.hidden=!m.hidden;b.setAttribute('aria-expanded',String(!m.hidden))}";
const dropDown = (top: number) =>
  page(
    `<div style="position:relative;height:24px"><button id="opener" aria-expanded="false">메뉴</button>
    <div id="menu" hidden style="position:absolute;top:${top}px;left:0;width:340px;height:200px;background:#fff;border:1px solid">글</div>
    </div>${slot()}`,
    { script: MENU_SCRIPT },
  );

const anchored = (height: string) =>
  `<div class="unit anchored" data-ad-unit style="position:fixed;bottom:0;left:0;width:100%;height:${height}"></div>`;
const NOT_ON_DESKTOP = '@media (min-width:1024px){.anchored{display:none}}';

/** By rule: each bad page breaks this rule and no other. */
export const RULE_PAGES: Readonly<Record<LayoutRuleId, RulePages>> = {
  'near-game': near(BESIDE + GAME, 100, 150),
  'near-video': near(BESIDE + VIDEO, 100, 150),
  'near-navigation': near(`${BESIDE}<nav><a href="/a">가</a> <a href="/b">나</a></nav>`, 100, 150),
  'near-share': near(`${BESIDE}<button class="share">공유</button>`, 100, 150),
  'near-button': near(`${BESIDE}<button>저장</button>`, 100, 150),
  'near-link': near(`${BESIDE}<a href="/a">여행 이야기</a>`, 10, 48),
  'between-content-and-control': near('<nav><a href="/2">2쪽</a></nav>', 200, 250),
  covered: {
    bad: page(slot(), {
      before: '<div id="bar" style="position:sticky;top:0;height:60px;background:#fff">사이트</div>',
    }),
    good: page(slot(), { before: '<div id="bar" style="height:60px;background:#fff">사이트</div>' }),
  },
  'covered-when-opened': { bad: dropDown(150), good: dropDown(-250) },
  'overlapping-ads': {
    bad: page(`${slot()}<div style="margin-top:-300px" class="unit" data-ad-unit></div>`),
    good: page(`${slot()}<div style="margin-bottom:200px" class="unit" data-ad-unit></div>`),
  },
  'ad-density': {
    bad: page(Array.from({ length: 9 }, () => text(2) + slot()).join(''), {
      style: '.frame{margin:20px auto}',
    }),
    good: page(Array.from({ length: 3 }, () => text(2) + slot()).join(''), {
      style: '.frame{margin:20px auto}',
    }),
    viewports: ['phone', 'tablet'],
  },
  'more-ads-than-content': {
    bad: page(slot(), {
      style: '.unit{width:320px;height:3000px}.text{width:20px;overflow:hidden}main{padding-bottom:12000px}',
    }),
    good: page(slot(), { style: 'main{padding-bottom:12000px}' }),
  },
  'wrong-label': {
    bad: page(slot('', '<p class="ad-label">추천 링크</p>')),
    good: page(slot('', '<p class="ad-label">Sponsored Links</p>')),
  },
  'draws-attention': {
    bad: below('<p class="text">▲ 광고를 한 번씩 클릭해 주세요</p>', 30),
    good: below('<p class="text">다음 이야기도 읽어 보세요</p>', 30),
  },
  'looks-like-content': {
    bad: page(
      `<div class="list"><div class="card">여행 이야기<br>바다로 가는 길</div><div class="card"><div class="unit" data-ad-unit></div></div></div>`,
      { style: '.card{border:1px solid #999;margin:16px 0;padding:8px}' },
    ),
    good: page(
      `<div class="list"><div class="card">여행 이야기<br>바다로 가는 길</div><div class="card ad" data-ad-frame="x"><p class="ad-label">광고</p><div class="unit" data-ad-unit></div></div></div>`,
      { style: '.card{border:1px solid #999;margin:16px 0;padding:8px}' },
    ),
  },
  'large-sticky-ad': {
    bad: page('', { after: anchored('31%'), style: NOT_ON_DESKTOP }),
    good: page('', { after: anchored('100px'), style: NOT_ON_DESKTOP }),
    viewports: ['phone', 'tablet'],
  },
  'floating-ad': {
    bad: page(`<div style="position:sticky;top:0;width:160px" class="unit" data-ad-unit></div>`),
    good: page(`<div style="width:160px" class="unit" data-ad-unit></div>`),
    viewports: ['desktop'],
  },
  'pop-up-ad': {
    bad: page('', {
      after: `<dialog id="pop"><div class="unit" style="width:120px;height:60px" data-ad-unit></div></dialog>`,
      script: 'document.querySelector("#pop").showModal()',
    }),
    good: page('', { after: `<dialog id="pop">안내</dialog>` }),
  },
  'pushes-content-down': {
    bad: page('', {
      before: `<div style="display:flow-root;height:1100px">${slot('style="margin-top:400px"')}</div>`,
    }),
    good: page('', {
      before: `<div style="display:flow-root;height:400px">${slot('style="margin-top:50px"')}</div>`,
    }),
  },
  'no-reserved-height': {
    bad: page(slot(), { style: '.unit{height:20px}' }),
    good: page(slot(), { style: '.unit{height:50px}' }),
  },
  'layout-shift': {
    bad: page(slot(), { style: '.unit{height:auto;min-height:100px}' }),
    good: page(slot(), { style: '.unit{height:auto;min-height:280px}' }),
  },
};
