import type { FindingCode } from '../auditing/judging/finding-catalogue.js';
import type { LocalizedText } from './localized-text.js';

/** What each finding means, and what to do. */
export const FINDING_TEXTS: Readonly<Record<FindingCode, LocalizedText>> = {
  'header-missing': {
    en: 'There is no X-Robots-Tag where the table has one.',
    ko: '표에 따라 있어야 할 X-Robots-Tag가 없습니다.',
  },
  'header-weaker': {
    en: 'X-Robots-Tag allows more than the table.',
    ko: 'X-Robots-Tag가 표보다 느슨합니다.',
  },
  'header-repeated': {
    en: 'There are several X-Robots-Tag lines; not every crawler reads them together.',
    ko: 'X-Robots-Tag가 여러 줄입니다. 모든 줄을 합쳐 읽지 않는 크롤러도 있습니다.',
  },
  'contradicting-directives': {
    en: 'One text both allows and forbids the same thing.',
    ko: '한 곳에서 같은 것을 허용하면서 금지하고 있습니다.',
  },
  'unknown-directive': {
    en: 'No crawler knows this directive; look for a typing error.',
    ko: '어떤 크롤러도 모르는 지시어입니다. 오타가 아닌지 확인하세요.',
  },
  'meta-contradicts-header': {
    en: 'The robots meta says the opposite of X-Robots-Tag.',
    ko: 'robots 메타 태그가 X-Robots-Tag와 반대로 말합니다.',
  },
  'outside-head': {
    en: 'Crawlers do not read this: the head ended before it.',
    ko: '이 요소 앞에서 head가 끝나, 크롤러가 읽지 않습니다.',
  },
  'indexable-is-noindexed': {
    en: 'The table declares this page indexable, but it keeps itself out of the index.',
    ko: '표에는 색인 대상으로 선언되어 있지만 응답이 색인을 막고 있습니다.',
  },
  'missing-page-indexable': {
    en: 'A page that cannot exist is answered like one that does, and could be indexed.',
    ko: '있을 수 없는 페이지인데 정상 응답이라 색인될 수 있습니다.',
  },
  'duplicate-indexable': {
    en: 'The same page could be indexed under a second address; redirect, or name the canonical.',
    ko: '같은 페이지가 다른 주소로도 색인될 수 있습니다. 리디렉션하거나 canonical을 지정하세요.',
  },
  'canonical-on-noindexed': {
    en: 'A page that is not to be indexed names another one as canonical; crawlers may apply the noindex to that one.',
    ko: '색인하지 않을 페이지가 다른 페이지를 canonical로 지정했습니다. noindex가 그 페이지에 적용될 수 있습니다.',
  },
  'canonical-to-noindexed': {
    en: 'The canonical leads to a page that is not to be indexed.',
    ko: 'canonical이 색인하지 않을 페이지를 가리킵니다.',
  },
  'canonical-to-redirect': {
    en: 'The canonical leads to a redirect; name the page behind it.',
    ko: 'canonical이 리디렉션을 가리킵니다. 최종 주소를 지정하세요.',
  },
  'canonical-to-error': {
    en: 'The canonical leads to an error.',
    ko: 'canonical이 오류 페이지를 가리킵니다.',
  },
  'canonical-to-other-host': {
    en: 'The canonical leads to another host; if it is the public address, give --public-url.',
    ko: 'canonical이 다른 호스트를 가리킵니다. 공개 주소라면 --public-url로 알려 주세요.',
  },
  'canonical-unreadable': {
    en: 'The canonical is no URL of a page.',
    ko: 'canonical이 페이지 주소가 아닙니다.',
  },
  'canonical-conflict': {
    en: 'There are several different canonicals, so none of them counts.',
    ko: 'canonical이 서로 다르게 여러 개라 모두 무시될 수 있습니다.',
  },
  'noindexed-disallowed': {
    en: 'robots.txt keeps crawlers from this page, so they never see its noindex and may index the bare URL.',
    ko: 'robots.txt가 막고 있어 크롤러가 noindex를 보지 못하고, 주소만 색인될 수 있습니다.',
  },
  'robots-txt-failed': {
    en: 'robots.txt is answered with an error, so crawlers stay away from the whole site.',
    ko: 'robots.txt 응답이 오류라 크롤러가 사이트 전체를 수집하지 않습니다.',
  },
  'robots-txt-not-text': {
    en: 'robots.txt is no plain text; a page may be answered in its place.',
    ko: 'robots.txt가 일반 텍스트가 아닙니다. 다른 페이지가 대신 응답했을 수 있습니다.',
  },
  'sitemap-unreadable': {
    en: 'The sitemap cannot be read.',
    ko: '사이트맵을 읽을 수 없습니다.',
  },
  'sitemap-noindexed': {
    en: 'The sitemap lists a page that is not to be indexed.',
    ko: '사이트맵에 색인하지 않을 페이지가 있습니다.',
  },
  'sitemap-disallowed': {
    en: 'The sitemap lists a page that robots.txt disallows.',
    ko: '사이트맵에 robots.txt가 막은 페이지가 있습니다.',
  },
  'sitemap-redirect': {
    en: 'The sitemap lists a redirect; list the page behind it.',
    ko: '사이트맵에 리디렉션되는 주소가 있습니다. 최종 주소를 넣으세요.',
  },
  'sitemap-error': {
    en: 'The sitemap lists a page that is answered with an error.',
    ko: '사이트맵에 오류로 응답하는 페이지가 있습니다.',
  },
  'sitemap-other-host': {
    en: 'The sitemap lists a page of another host; if it is the public address, give --public-url.',
    ko: '사이트맵에 다른 호스트의 주소가 있습니다. 공개 주소라면 --public-url로 알려 주세요.',
  },
  'sensitive-cacheable': {
    en: 'A sensitive page may be kept by caches.',
    ko: '민감한 페이지가 캐시에 남을 수 있습니다.',
  },
  'sensitive-validator': {
    en: 'A sensitive page has a validator, by which caches may answer for it.',
    ko: '민감한 페이지에 캐시 검증용 헤더가 있습니다.',
  },
  'sensitive-referrer': {
    en: 'A sensitive page may tell its address to the sites that it links to.',
    ko: '민감한 페이지의 주소가 링크를 따라 다른 사이트로 전해질 수 있습니다.',
  },
  'token-in-link': {
    en: 'A link carries what lets someone in.',
    ko: '링크에 접근 권한을 주는 값이 들어 있습니다.',
  },
  'server-error': { en: 'The service answers with an error of its own.', ko: '서버 오류로 응답합니다.' },
  'no-answer': { en: 'There is no answer.', ko: '응답이 없습니다.' },
  'redirect-loop': {
    en: 'Redirects lead in a circle, or further than a crawler follows.',
    ko: '리디렉션이 돌고 돌거나 크롤러가 따라가지 못할 만큼 깁니다.',
  },
  'crawl-stopped': {
    en: 'There are more pages than the audit may visit; raise --max-pages.',
    ko: '정해진 한도보다 페이지가 많습니다. --max-pages를 늘리세요.',
  },
};
