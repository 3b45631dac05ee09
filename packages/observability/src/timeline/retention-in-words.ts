import type { RetentionReport } from './judge-retention.js';
import type { Language } from './localized-text.js';
import { terminalSafe } from '../logging/terminal-safe.js';

/** A retention report for people. */
export function retentionInWords(report: RetentionReport, language: Language): string {
  const { files, tooOld, unproven, services, oldestAllowed, retentionDays, today } = report;
  const sentences = [
    {
      en: `${files} files; nothing may be older than ${retentionDays} days: before ${oldestAllowed} (today is ${today}, UTC)`,
      ko: `파일 ${files}개. ${retentionDays}일이 지난 기록(${oldestAllowed} 이전)은 없어야 합니다(오늘 ${today}, UTC)`,
    },
    ...tooOld.map(({ file, by, day }) => ({
      en: `too old: ${file} is of ${day}, by its ${by}`,
      ko: `보관 기한 초과: ${file}, ${day}(${BY[by]} 기준)`,
    })),
    ...unproven.map((file) => ({
      en: `not proven: ${file} shows no date`,
      ko: `확인 불가: ${file}에서 날짜를 알 수 없습니다`,
    })),
    ...services.flatMap(({ service, firstDay, lastDay, missingDays, isTodayMissing }) => [
      { en: `${service}: from ${firstDay} to ${lastDay}`, ko: `${service}: ${firstDay}부터 ${lastDay}까지` },
      ...(missingDays.length > 0
        ? [
            {
              en: `missing: ${service} has no file of ${ranges(missingDays)}${isTodayMissing ? ' (today included)' : ''}`,
              ko: `없음: ${service}의 ${ranges(missingDays)} 파일이 없습니다${isTodayMissing ? '(오늘 포함)' : ''}`,
            },
          ]
        : []),
    ]),
    ...(services.length === 0
      ? [{ en: 'missing: no file has a date in its name', ko: '없음: 이름에 날짜가 있는 파일이 없습니다' }]
      : []),
    VERDICTS[report.verdict],
  ];
  return sentences.map((sentence) => terminalSafe(sentence[language])).join('\n');
}

const BY = { name: '파일 이름', 'first line': '첫 줄', 'modification time': '수정 시각' };

const VERDICTS = {
  ok: {
    en: 'ok: nothing is too old, and no day is missing',
    ko: '정상: 기한을 넘긴 것도, 빠진 날도 없습니다',
  },
  too_old: { en: 'FAILED: something is too old', ko: '실패: 보관 기한을 넘긴 것이 있습니다' },
  missing: {
    en: 'INCOMPLETE: nothing is too old, but something is missing',
    ko: '미완: 기한을 넘긴 것은 없지만 빠진 것이 있습니다',
  },
};

/** `2026-11-01, 2026-11-03–2026-11-05` */
function ranges(days: readonly string[]): string {
  const runs: [string, string][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const isNext = run && Date.parse(day) - Date.parse(run[1]) === 86_400_000;
    if (isNext) run[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(', ');
}
