import type { Language, LocalizedText } from '../localized-text.js';
import type { DryRunReport } from './dry-run.js';
import type { Rehearsed } from './rehearsed.js';

/** For people: every call with its request id, and how the way back was. */
export function tellDryRun(
  { passed, journeys, rehearsal }: DryRunReport & { readonly rehearsal: Rehearsed },
  evidence: string,
): LocalizedText {
  const words = {
    en: {
      passed: 'The dry-run passed.',
      failed: 'The dry-run failed.',
      left: 'a session is left over',
      proof: 'Evidence',
    },
    ko: {
      passed: '사전 점검을 통과했어요.',
      failed: '사전 점검에 실패했어요.',
      left: '세션이 남아 있어요',
      proof: '증거',
    },
  };
  const rehearsals = {
    passed: { en: 'The way back was rehearsed.', ko: '되돌리기를 연습했어요.' },
    failed: { en: '✗ The way back', ko: '✗ 되돌리기' },
    skipped: {
      en: 'The way back was not rehearsed: the configuration names no platform.',
      ko: '되돌리기는 연습하지 않았어요. 설정에 traffic이 없어요.',
    },
  };
  const tell = (language: Language) => [
    ...journeys.flatMap(({ name, steps, failed, cleanedUp }) => [
      name,
      ...steps.map(({ step, target, status, ms, requestId }) => `  ${status}  ${String(ms).padStart(5)} ms  ${target}  ${step}  ${requestId}`),
      ...(failed ? [`  ✗ ${failed.step}: ${failed.status} ${failed.problem ?? ''} ${failed.requestId}`] : []),
      ...(cleanedUp ? [] : [`  ✗ ${words[language].left}`]),
    ]),
    rehearsals[rehearsal.state][language] + (rehearsal.state === 'failed' ? `: ${rehearsal.text[language]}` : ''),
    `${passed ? words[language].passed : words[language].failed} ${words[language].proof}: ${evidence}`,
  ].join('\n'); // prettier-ignore
  return { en: tell('en'), ko: tell('ko') };
}
