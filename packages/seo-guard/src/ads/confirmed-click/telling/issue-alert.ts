import { CONFIRMED_CLICK, placeOf, type PolicyIssue } from '../adsense/policy-issue.js';
import type { EscalationReason, PolicyIssueEvent } from '../deciding/policy-issue-event.js';
import { actionAdvice, actionName } from './action-names.js';
import type { AlertText, PolicyIssueAlert } from './policy-issue-alert.js';

const POLICY_CENTER = 'https://support.google.com/adsense/answer/9485926';
/** About Confirmed Click, as the API's own reference links it. */
const ABOUT_CONFIRMED_CLICK = 'https://support.google.com/adsense/answer/10025624';

/** Writes what an event means to the people who run the site. */
export function issueAlert(event: PolicyIssueEvent): PolicyIssueAlert {
  const { issue, id } = event;
  return {
    id,
    level: LEVELS[event.kind],
    title: titleOf(event),
    text: textOf(event),
    link: issue.action === CONFIRMED_CLICK ? ABOUT_CONFIRMED_CLICK : POLICY_CENTER,
  };
}

const LEVELS = { new: 'alarm', escalated: 'alarm', changed: 'warning', cleared: 'good' } as const;

const REASONS: Readonly<Record<EscalationReason, AlertText>> = {
  action: { ko: '조치가 더 강해졌습니다.', en: 'The action is more severe.' },
  'date-nearer': { ko: '제한이 시작되는 날이 정해졌거나 앞당겨졌습니다.', en: 'The day of enforcement has been set or moved forward.' }, // prettier-ignore
  'date-reached': { ko: '제한이 시작되는 날이 되었습니다.', en: 'The day of enforcement is here.' },
  'must-fix': { ko: '꼭 고쳐야 하는 항목이 생겼습니다.', en: 'There is something that must be fixed.' },
};

function titleOf(event: PolicyIssueEvent): AlertText {
  const place = placeOf(event.issue);
  const { ko, en } = actionName(event.issue.action);
  switch (event.kind) {
    case 'new':
      return { ko: `AdSense: ${place}에 ${ko} 적용`, en: `AdSense: ${en} on ${place}` };
    case 'escalated':
      return { ko: `AdSense: ${place} 문제 악화 (${ko})`, en: `AdSense: worse on ${place} (${en})` };
    case 'changed':
      return { ko: `AdSense: ${place} 문제 변경 (${ko})`, en: `AdSense: changed on ${place} (${en})` };
    case 'cleared':
      return { ko: `AdSense: ${place}의 ${ko} 사라짐`, en: `AdSense: ${en} on ${place} is gone` };
    default:
      return event satisfies never;
  }
}

function textOf(event: PolicyIssueEvent): AlertText {
  if (event.kind === 'cleared') {
    return {
      ko: '이 문제가 AdSense 목록에서 사라졌습니다. 최근에 감지되지 않았거나 이의 신청이 받아들여진 것입니다.',
      en: 'AdSense no longer lists this issue: none was detected lately, or an appeal was granted.',
    };
  }
  const reasons = event.kind === 'escalated' ? event.reasons.map((reason) => REASONS[reason]) : [];
  const parts = [...reasons, ...transition(event), actionAdvice(event.issue.action), ...facts(event.issue)];
  return { ko: parts.map(({ ko }) => ko).join(' '), en: parts.map(({ en }) => en).join(' ') };
}

function transition(event: PolicyIssueEvent): readonly AlertText[] {
  if (!('previous' in event) || event.previous.action === event.issue.action) return [];
  const [from, to] = [actionName(event.previous.action), actionName(event.issue.action)];
  return [{ ko: `조치: ${from.ko} → ${to.ko}.`, en: `Action: ${from.en} → ${to.en}.` }];
}

/** Topics are in Google's own words. */
function facts({ topics, escalatesOn, lastDetected }: PolicyIssue): readonly AlertText[] {
  const names = topics.map(({ topic }) => topic).filter((topic) => topic !== '');
  const both = (ko: string, en: string, value: string | undefined) =>
    value ? [{ ko: `${ko}: ${value}.`, en: `${en}: ${value}.` }] : [];
  return [
    ...both('원인', 'Causes', names.join(', ')),
    ...both('제한 시작일', 'Enforced from', escalatesOn),
    ...both('마지막 감지', 'Last detected', lastDetected),
  ];
}
