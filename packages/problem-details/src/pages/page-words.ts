import type { Language } from '../registry/problem-definition.js';

/** The words of the HTML pages in one language. */
export interface PageWords {
  /** Names the list of languages, for screen readers. */
  readonly language: string;
  /** Before the id of a request. */
  readonly requestId: string;
  /** Why there is one. */
  readonly quoteRequestId: string;
  /** Link from an error to the page of its kind. */
  readonly moreAboutThis: string;
  /** Title of the list of problems. */
  readonly problems: string;
  readonly problemsLead: string;
  readonly noProblems: string;
  /** Link from a problem to the list. */
  readonly allProblems: string;
  readonly noLongerUsed: string;
  readonly whatHappened: string;
  /** Where nothing general is known about a kind of problem. */
  readonly somethingFailed: string;
  readonly whatYouCanDo: string;
  /** What to do about 401, 403, 404 and 410, 409 and 412, another 4xx, what time alone mends, and a 5xx. */
  readonly signIn: string;
  readonly askForAccess: string;
  readonly checkAddress: string;
  readonly lookAgain: string;
  readonly changeAndRetry: string;
  readonly waitAndRetry: string;
  readonly retryLater: string;
  readonly technicalFacts: string;
  readonly type: string;
  readonly status: string;
  /** Extension members, and what a table says of each. */
  readonly members: string;
  readonly memberName: string;
  readonly memberValue: string;
  readonly memberMeaning: string;
  /** In brackets, after a member that some occurrences lack. */
  readonly sometimes: string;
  readonly example: string;
}

const INCLUDED: Readonly<Record<string, PageWords>> = {
  en: {
    language: 'Language',
    requestId: 'Request ID',
    quoteRequestId: 'If you ask us for help, please quote it.',
    moreAboutThis: 'More about this',
    problems: 'When something does not work',
    problemsLead:
      'These are the answers you may get when a request cannot be fulfilled, and what you can do.',
    noProblems: 'Nothing is described here yet.',
    allProblems: 'All problems',
    noLongerUsed: 'This answer is no longer given.',
    whatHappened: 'What happened',
    somethingFailed: 'The request could not be fulfilled.',
    whatYouCanDo: 'What you can do',
    signIn: 'Please sign in, then try again.',
    askForAccess: 'If you think that it should be allowed, please ask for access.',
    checkAddress: 'Please check that the address or the link is complete.',
    lookAgain: 'Please have a look at how things stand now, then try again.',
    changeAndRetry: 'Please check what was sent, change it, and try again.',
    waitAndRetry: 'Please wait a little, then try again.',
    retryLater: 'Please try again later. If it stays, tell us the request ID.',
    technicalFacts: 'Technical facts',
    type: 'Type',
    status: 'Status',
    members: 'Further members',
    memberName: 'Name',
    memberValue: 'Value',
    memberMeaning: 'Meaning',
    sometimes: 'not always there',
    example: 'Example',
  },
  ko: {
    language: '언어',
    requestId: '요청 ID',
    quoteRequestId: '도움을 요청하실 때 이 값을 알려 주세요.',
    moreAboutThis: '자세히 알아보기',
    problems: '문제가 생겼을 때',
    problemsLead: '요청을 처리하지 못했을 때 받게 되는 안내와 해결 방법을 모았습니다.',
    noProblems: '아직 안내할 내용이 없습니다.',
    allProblems: '전체 목록',
    noLongerUsed: '더 이상 쓰이지 않는 안내입니다.',
    whatHappened: '무슨 일이 있었나요?',
    somethingFailed: '요청을 처리하지 못했습니다.',
    whatYouCanDo: '이렇게 해 보세요',
    signIn: '로그인한 뒤 다시 시도해 주세요.',
    askForAccess: '허용되어야 한다고 생각하시면 권한을 요청해 주세요.',
    checkAddress: '주소나 링크가 온전한지 확인해 주세요.',
    lookAgain: '현재 상태를 다시 확인한 뒤 시도해 주세요.',
    changeAndRetry: '보내신 내용을 확인해 고친 뒤 다시 시도해 주세요.',
    waitAndRetry: '잠시 기다렸다가 다시 시도해 주세요.',
    retryLater: '잠시 후 다시 시도해 주세요. 계속되면 요청 ID와 함께 알려 주세요.',
    technicalFacts: '기술 정보',
    type: '유형',
    status: '상태 코드',
    members: '추가 항목',
    memberName: '이름',
    memberValue: '값',
    memberMeaning: '설명',
    sometimes: '없을 수도 있음',
    example: '예시',
  },
};

/** The words that the package brings, for en and ko. */
export function includedPageWords(language: Language): PageWords | undefined {
  return Object.hasOwn(INCLUDED, language) ? INCLUDED[language] : undefined;
}
