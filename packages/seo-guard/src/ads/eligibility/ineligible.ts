import { POLICY_SOURCES, type PolicySource } from '../policy-source.js';
import type { IneligibleReason } from './ad-decision.js';
import type { PageKind } from './page-kind.js';

const KIND_KO: Readonly<Record<PageKind, string>> = {
  content: '콘텐츠',
  error: '오류',
  empty: '빈',
  login: '로그인',
  'thank-you': '감사 인사',
  exit: '종료',
  invite: '초대',
  alert: '알림',
  navigation: '이동용',
  'under-construction': '준비 중인',
};

/** Every reason against ads, with its words and its source. */
export const ineligible = {
  status: (status: number): IneligibleReason => ({
    code: 'status',
    text: {
      ko: `응답 상태가 200이 아니라 ${status}이므로 광고를 싣지 않습니다.`,
      en: `The status is ${status} and not 200, so there is no page to carry ads.`,
    },
    source: POLICY_SOURCES.errorPages,
  }),
  undeclared: (): IneligibleReason => ({
    code: 'kind-undeclared',
    text: {
      ko: '어떤 종류의 페이지인지 선언하지 않았습니다. 콘텐츠 페이지라면 kind에 content를 지정하세요.',
      en: 'The page does not say what kind it is; if it is content, declare the kind "content".',
    },
    source: POLICY_SOURCES.declared,
  }),
  kind: (kind: PageKind, source: PolicySource): IneligibleReason => ({
    code: 'kind',
    text: {
      ko: `${KIND_KO[kind]} 페이지에는 광고를 싣지 않습니다.`,
      en: `Pages of the kind "${kind}" carry no ads.`,
    },
    source,
  }),
  sensitive: (): IneligibleReason => ({
    code: 'sensitive',
    text: {
      ko: '민감한 페이지로 선언된 경로입니다. 광고 요청에는 페이지 주소가 함께 전송됩니다.',
      en: 'The path is declared sensitive, and an ad request sends the address along.',
    },
    source: POLICY_SOURCES.privateUrls,
  }),
  environment: (name: string): IneligibleReason => ({
    code: 'environment',
    text: {
      ko: `운영 환경이 아닙니다(${name}).`,
      en: `This is not the production environment (${name}).`,
    },
    source: POLICY_SOURCES.searchable,
  }),
  notIndexable: (): IneligibleReason => ({
    code: 'not-indexable',
    text: {
      ko: '검색에서 제외된 경로에는 광고를 싣지 않습니다.',
      en: 'The path is kept out of search, and such pages carry no ads.',
    },
    source: POLICY_SOURCES.searchable,
  }),
  privateAddress: (part: 'path' | 'query'): IneligibleReason => ({
    code: 'private-address',
    text: {
      ko: `주소의 ${part === 'path' ? '경로' : '쿼리'}에 토큰이나 개인 정보로 보이는 값이 있습니다.`,
      en: `The ${part} of the address has what looks like a token or personal data.`,
    },
    source: POLICY_SOURCES.privateUrls,
  }),
  filler: (): IneligibleReason => ({
    code: 'filler',
    text: { ko: '본문에 채우기용 글이 있습니다.', en: 'The text has filler in it.' },
    source: POLICY_SOURCES.noContent,
  }),
  tooLittle: (percent: number, source: PolicySource): IneligibleReason => ({
    code: 'too-little-content',
    text: {
      ko:
        percent === 0 && source === POLICY_SOURCES.noContent
          ? '읽을 내용이 없습니다.'
          : `읽을 내용이 기준의 ${percent}%뿐입니다.`,
      en:
        percent === 0 && source === POLICY_SOURCES.noContent
          ? 'There is nothing to read.'
          : `There is only ${percent}% of the text that a page with ads has to have.`,
    },
    source,
  }),
} as const;
