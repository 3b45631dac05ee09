import type { Language, LocalizedText } from './localized-text.js';
import type { MissingSpans } from './missing-spans.js';
import { terminalSafe } from '../logging/terminal-safe.js';
import type { Timeline } from './timeline.js';

/** What a timeline found out about files, ids, clocks and missing spans, in sentences. */
export function inWords(timeline: Timeline, language: Language): string[] {
  const sentences = [
    ...idsInWords(timeline),
    ...timeline.clocks.map(clockInWords),
    ...missingSpansInWords(timeline),
    ...timeline.files.flatMap(fileInWords),
    ...(timeline.omitted > 0
      ? [{ en: `${timeline.omitted} more lines and spans are left out; see --limit.`, ko: `줄과 span ${timeline.omitted}개는 생략했습니다(--limit).` }] // prettier-ignore
      : []),
  ];
  return sentences.map((sentence) => terminalSafe(sentence[language]));
}

function idsInWords({ requests, traceIds, query }: Timeline): LocalizedText[] {
  const several = requests.filter((request) => request.traceIds.length > 1);
  const shared = traceIds.flatMap((traceId) => {
    const ids = requests
      .filter((request) => request.traceIds.includes(traceId))
      .map(({ requestId }) => requestId);
    return ids.length > 1 ? [{ traceId, ids }] : [];
  });
  return [
    ...several.map(({ requestId, traceIds: ids }) => ({
      en: `request ${requestId} is in ${ids.length} traces: ${some(ids)}`,
      ko: `요청 ${requestId}은(는) trace ${ids.length}개에 있습니다: ${some(ids)}`,
    })),
    ...shared.map(({ traceId, ids }) => ({
      en: `trace ${traceId} has ${ids.length} requests: ${some(ids)}`,
      ko: `trace ${traceId}에는 요청이 ${ids.length}개 있습니다: ${some(ids)}`,
    })),
    ...requests
      .filter(({ elsewhere }) => 'traceId' in query && elsewhere.length > 0)
      .map(({ requestId, elsewhere }) => ({
        en: `request ${requestId} is also in other traces, not shown: ${some(elsewhere)}`,
        ko: `요청 ${requestId}은(는) 여기에 없는 다른 trace에도 있습니다: ${some(elsewhere)}`,
      })),
  ];
}

function clockInWords({
  clock,
  against,
  aheadMs,
  uncertaintyMs,
  source,
  corrected,
}: Timeline['clocks'][number]): LocalizedText {
  const ahead = `${aheadMs < 0 ? '-' : '+'}${seconds(Math.abs(aheadMs))} s`;
  const within = uncertaintyMs === undefined ? '' : ` ±${seconds(uncertaintyMs)} s`;
  return {
    en: `${clock}: clock ${ahead}${within} against ${against}, by ${source}, ${corrected ? 'corrected' : 'not corrected'}`,
    ko: `${clock}: ${against} 대비 시계 ${ahead}${within}(${source === 'spans' ? 'span' : '로그'} 기준), ${corrected ? '보정함' : '보정하지 않음'}`,
  };
}

/** That there are no span files at all is said once. */
function missingSpansInWords({ missingSpans }: Timeline): LocalizedText[] {
  const known = missingSpans.filter(({ reason }) => reason !== 'no_span_files');
  const none = {
    en: 'no span files given: only logs are shown',
    ko: 'span 파일이 주어지지 않아 로그만 보여 줍니다',
  };
  return [...known.map(missingInWords), ...(known.length < missingSpans.length ? [none] : [])];
}

function missingInWords(missing: MissingSpans): LocalizedText {
  const { service, traceId, spanIds } = missing;
  const why = reasonInWords(missing);
  return {
    en: `${service}: ${spanIds.length === 1 ? '1 span is' : `${spanIds.length} spans are`} missing in trace ${traceId}: ${why.en}`,
    ko: `${service}: trace ${traceId}에 span ${spanIds.length}개가 없습니다: ${why.ko}`,
  };
}

function reasonInWords({ reason, from, to, detail, lost }: MissingSpans): LocalizedText {
  const when = `${from === undefined ? '' : from.slice(0, 19)}–${to === undefined ? '' : clockTime(from, to)} UTC`;
  const because = detail === undefined ? '' : ` (${detail})`;
  switch (reason) {
    case 'not_sampled':
      return { en: 'not sampled (trace_flags 00)', ko: '샘플링되지 않음(trace_flags 00)' };
    case 'no_span_files':
      return { en: 'no span files given', ko: 'span 파일이 주어지지 않음' };
    case 'exporter_off':
      return { en: 'the exporter was off', ko: 'exporter가 꺼져 있었음' };
    case 'exporter_down':
      return {
        en: `the exporter was down ${when}${because}, ${lost ?? 0} spans were lost`,
        ko: `exporter 장애 ${when}${because}, span ${lost ?? 0}개 유실`,
      };
    case 'queue_full':
      return {
        en: `the exporter's queue was full ${when}${because}, ${lost ?? 0} spans were lost`,
        ko: `exporter 대기열이 가득 참 ${when}${because}, span ${lost ?? 0}개 유실`,
      };
    case 'process_ended':
      return to === undefined
        ? {
            en: `the process ended before it sent them: no access line, and its log ends at ${from}`,
            ko: `보내기 전에 프로세스가 끝남: 접근 로그가 없고 로그가 ${from}에 끝남`,
          }
        : {
            en: `the process ended before it sent them: no access line, and it started again at ${to}`,
            ko: `보내기 전에 프로세스가 끝남: 접근 로그가 없고 ${to}에 다시 시작함`,
          };
    case 'unknown':
      return { en: 'unknown; nothing in these files tells', ko: '알 수 없음. 이 파일들에는 단서가 없음' };
    default:
      return reason satisfies never;
  }
}

function fileInWords({
  name,
  damagedLines,
  damagedMentions,
  endsMidLine,
  problem,
}: Timeline['files'][number]): LocalizedText[] {
  const lines = damagedMentions.join(', ');
  return [
    ...(damagedLines > 0
      ? [
          {
            en: `${name}: ${damagedLines === 1 ? '1 line is' : `${damagedLines} lines are`} no JSON${endsMidLine ? ', the last one is cut off' : ''}${lines && `; this id occurs in line ${lines}`}`,
            ko: `${name}: JSON이 아닌 줄 ${damagedLines}개${endsMidLine ? ', 마지막 줄이 잘림' : ''}${lines && `, 이 id가 있는 줄: ${lines}`}`,
          },
        ]
      : []),
    ...(problem === 'gzip'
      ? [
          {
            en: `${name}: the gzip data is damaged or cut off; what follows could not be read`,
            ko: `${name}: gzip 데이터가 손상되었거나 잘려서 그 뒤를 읽지 못했습니다`,
          },
        ]
      : []),
  ];
}

function some(list: readonly string[]): string {
  return list.length <= 5 ? list.join(', ') : `${list.slice(0, 5).join(', ')}, … (+${list.length - 5})`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Without the date where it is the same. */
function clockTime(from: string | undefined, to: string): string {
  return from?.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 19) : to.slice(0, 19);
}
