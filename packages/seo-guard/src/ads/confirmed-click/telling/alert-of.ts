import type { Notice, NoticeSubject } from '../deciding/poll-record.js';
import type { AdSenseFailureKind } from '../adsense/adsense-error.js';
import { issueAlert } from './issue-alert.js';
import type { AlertText, PolicyIssueAlert } from './policy-issue-alert.js';

const WHAT_TO_DO: Readonly<Record<AdSenseFailureKind, AlertText>> = {
  credentials: {
    ko: 'Google이 인증을 거부했고, 이 서비스는 더 시도하지 않습니다. AdSense 소유자가 새 갱신 토큰을 발급한 뒤 서비스를 다시 시작해 주세요.',
    en: 'Google has refused the credentials, and this service does not try again. Have the owner of the AdSense account grant a new refresh token, then restart the service.',
  },
  refused: {
    ko: 'AdSense가 요청을 거부했습니다. Google Cloud 프로젝트에서 AdSense Management API가 켜져 있는지, 토큰을 발급한 사람이 이 계정을 볼 수 있는지 확인해 주세요.',
    en: 'AdSense has refused the request. Check that the AdSense Management API is enabled in the Google Cloud project, and that whoever granted the token may see this account.',
  },
  unreported: {
    ko: '이 계정에는 준비된 콘텐츠 광고가 없어 AdSense가 정책 문제를 알려 주지 않습니다. 계정과 사이트 상태를 확인해 주세요.',
    en: 'This account has no ad client for content that is ready, so AdSense reports no policy issues for it. Check the account and its sites.',
  },
  unavailable: {
    ko: '한동안 AdSense에서 답을 받지 못했습니다. 계속 다시 시도합니다. Google 상태와 네트워크를 확인해 주세요.',
    en: 'AdSense has not answered for a while. It is tried again. Check the status of Google and the network.',
  },
};

const API_PAGE = 'https://developers.google.com/adsense/management/getting_started';

/** Writes what a notice means to the people who run the site. */
export function alertOf({ id, about }: Notice): PolicyIssueAlert {
  switch (about.kind) {
    case 'issue':
      return issueAlert(about.event);
    case 'trouble':
      return troubleAlert(id, about);
    case 'recovered':
      return {
        id,
        level: 'good',
        title: {
          ko: 'AdSense 정책 문제를 다시 확인하고 있습니다',
          en: 'AdSense policy issues are known again',
        },
        text: {
          ko: `${about.since}부터 확인하지 못했습니다. 그동안 생긴 문제가 있다면 따로 알려 드립니다.`,
          en: `They were not known since ${about.since}. Anything that happened meanwhile is told separately.`,
        },
        link: API_PAGE,
      };
    default:
      return about satisfies never;
  }
}

function troubleAlert(
  id: string,
  { trouble, lastSuccess }: Extract<NoticeSubject, { kind: 'trouble' }>,
): PolicyIssueAlert {
  const { ko, en } = WHAT_TO_DO[trouble.kind];
  return {
    id,
    level: trouble.kind === 'unavailable' ? 'warning' : 'alarm',
    title: {
      ko: 'AdSense 정책 문제를 확인할 수 없습니다',
      en: 'AdSense policy issues cannot be checked',
    },
    text: {
      ko: `${ko} 마지막 확인: ${lastSuccess ?? '없음'}. 원인: ${trouble.reason}`,
      en: `${en} Last checked: ${lastSuccess ?? 'never'}. Reason: ${trouble.reason}`,
    },
    link: API_PAGE,
  };
}
