import type { CoreMetric, VitalsJudgment, VitalsReport } from './judge-vitals.js';

/** Languages that reports are told in. */
export type VitalsLanguage = 'ko' | 'en';

/** One sentence for people about a judgment. */
export function tellJudgment(judgment: VitalsJudgment, language: VitalsLanguage): string {
  return language === 'ko' ? inKorean(judgment) : inEnglish(judgment);
}

/** One sentence for people about a whole report. */
export function tellReport({ verdict, judgments }: VitalsReport, language: VitalsLanguage): string {
  const count = (wanted: string) => judgments.filter((judgment) => judgment.verdict === wanted).length;
  const [pass, fail, open] = [count('pass'), count('fail'), count('inconclusive')];
  if (language === 'ko') {
    const result = { pass: '통과', fail: '실패', inconclusive: '판단 보류' }[verdict];
    return judgments.length === 0
      ? `Web Vitals ${result}: 수집된 표본이 없습니다.`
      : `Web Vitals ${result}: 통과 ${pass}건, 실패 ${fail}건, 판단 보류 ${open}건입니다.`;
  }
  return judgments.length === 0
    ? `Web Vitals ${verdict}: there are no samples.`
    : `Web Vitals ${verdict}: ${pass} passed, ${fail} failed, ${open} inconclusive.`;
}

function inEnglish(judgment: VitalsJudgment): string {
  const { metric, samples, limit, interval } = judgment;
  const of = `${metric} of ${whereInEnglish(judgment)}`;
  const value = (number: number) => format(number, metric, 'en');
  const sample = `${samples.toLocaleString('en')} ${samples === 1 ? 'sample' : 'samples'}`;
  const measured = interval
    ? `p75 ${value(judgment.p75 ?? 0)}, ${percent(judgment)} interval ${value(interval.lower)} to ${value(interval.upper)}, ${sample}`
    : sample;
  const { reason, verdict } = judgment;
  switch (reason) {
    case 'interval':
      return verdict === 'pass'
        ? `${of} is within ${value(limit)} (${measured}).`
        : `${of} is above ${value(limit)} (${measured}).`;
    case 'limit-inside-interval':
      return `${of} may be within ${value(limit)} or above: more samples are needed (${measured}).`;
    case 'few-samples':
      return `${of} has too few samples to be judged (${measured}).`;
    case 'no-samples':
      return `${of} has not been reported.`;
    default:
      return reason satisfies never;
  }
}

function inKorean(judgment: VitalsJudgment): string {
  const { metric, samples, limit, interval } = judgment;
  const of = `${whereInKorean(judgment)}의 ${metric}`;
  const value = (number: number) => format(number, metric, 'ko');
  const sample = `표본 ${samples.toLocaleString('ko')}개`;
  const measured = interval
    ? `p75 ${value(judgment.p75 ?? 0)}, ${percent(judgment)} 신뢰구간 ${value(interval.lower)}~${value(interval.upper)}, ${sample}`
    : sample;
  const { reason, verdict } = judgment;
  switch (reason) {
    case 'interval':
      return verdict === 'pass'
        ? `${of}: 기준(${value(limit)} 이하)을 만족합니다(${measured}).`
        : `${of}: 기준(${value(limit)})을 넘습니다(${measured}).`;
    case 'limit-inside-interval':
      return `${of}: 기준(${value(limit)})을 넘는지 아직 알 수 없습니다. 표본이 더 필요합니다(${measured}).`;
    case 'few-samples':
      return `${of}: 판단하기에는 표본이 부족합니다(${measured}).`;
    case 'no-samples':
      return `${of}: 아직 수집된 값이 없습니다.`;
    default:
      return reason satisfies never;
  }
}

function whereInEnglish({ route, device, build }: VitalsJudgment): string {
  return [route ?? 'all pages', device && `on ${device}`, build && `in build ${build}`]
    .filter(Boolean)
    .join(' ');
}

const DEVICES_IN_KOREAN = { phone: '휴대폰', tablet: '태블릿', desktop: '데스크톱' } as const;

function whereInKorean({ route, device, build }: VitalsJudgment): string {
  const details = [device && DEVICES_IN_KOREAN[device], build && `빌드 ${build}`].filter(Boolean).join(', ');
  return `${route ?? '전체 페이지'}${details && `(${details})`}`;
}

function format(value: number, metric: CoreMetric, language: VitalsLanguage): string {
  if (metric === 'CLS') return value.toLocaleString(language, { maximumFractionDigits: 3 });
  return `${value.toLocaleString(language, { maximumFractionDigits: 0 })} ms`;
}

function percent({ confidence }: VitalsJudgment): string {
  return `${Number(((confidence ?? 0) * 100).toFixed(2))}%`;
}
