import type { EnforcementAction } from '../adsense/policy-issue.js';
import type { AlertText } from './policy-issue-alert.js';

const NAMES: Readonly<Record<string, AlertText>> = {
  WARNED: { ko: '경고', en: 'warning' },
  AD_PERSONALIZATION_RESTRICTED: { ko: '개인 맞춤 광고 제한', en: 'ad personalization restricted' },
  AD_SERVED_WITH_CLICK_CONFIRMATION: { ko: '광고 클릭 확인(Confirmed Click)', en: 'Confirmed Click' },
  AD_SERVING_RESTRICTED: { ko: '광고 게재 제한', en: 'ad serving restricted' },
  AD_SERVING_DISABLED: { ko: '광고 게재 중지', en: 'ad serving disabled' },
};

/** What people call an action; one that is new to us is called what Google calls it. */
export function actionName(action: EnforcementAction): AlertText {
  return (Object.hasOwn(NAMES, action) && NAMES[action]) || { ko: action, en: action };
}

const ADVICE: Readonly<Record<string, AlertText>> = {
  WARNED: {
    ko: '아직 광고에는 영향이 없지만, 기한까지 고치지 않으면 제한됩니다.',
    en: 'Ads are not affected yet, and will be if it is not fixed in time.',
  },
  AD_PERSONALIZATION_RESTRICTED: {
    ko: '개인 맞춤이 아닌 광고만 나갑니다. 동의 관리 설정을 확인해 주세요.',
    en: 'Only non-personalized ads are served. Check the consent settings.',
  },
  AD_SERVED_WITH_CLICK_CONFIRMATION: {
    ko: '실수로 누르는 광고가 많다고 Google이 판단해, 광고를 누른 사람에게 정말 방문할지 한 번 더 묻고 있습니다. 광고가 버튼·링크·메뉴·공유 버튼과 가깝지 않은지, 화면이 움직이며 손가락 아래로 밀려오지 않는지 확인해 주세요. 최근에 광고 주변을 바꿨다면 되돌려 보세요. 이의 신청은 필요 없습니다. 실수로 누르는 일이 줄면 Google이 스스로 해제합니다.',
    en: 'Google finds that people click these ads by accident, and asks them to confirm each click. Check that ads are not close to buttons, links, menus or share controls, and that nothing moves them under a finger; undo what changed around them lately. There is no appeal: Google lifts it by itself when accidental clicks stop.',
  },
  AD_SERVING_RESTRICTED: {
    ko: '광고가 일부만 나갑니다. AdSense 정책 센터에서 원인을 고친 뒤 검토를 요청해 주세요.',
    en: 'Fewer ads are served. Fix the cause named in the AdSense Policy center, then request a review.',
  },
  AD_SERVING_DISABLED: {
    ko: '광고가 전혀 나가지 않습니다. AdSense 정책 센터에서 원인을 고친 뒤 검토를 요청해 주세요.',
    en: 'No ads are served. Fix the cause named in the AdSense Policy center, then request a review.',
  },
};

/** What an action means and what to do about it. */
export function actionAdvice(action: EnforcementAction): AlertText {
  return (
    (Object.hasOwn(ADVICE, action) && ADVICE[action]) || {
      ko: '새로 생긴 조치입니다. AdSense 정책 센터에서 내용을 확인해 주세요.',
      en: 'This action is new. Look it up in the AdSense Policy center.',
    }
  );
}
