import type { AuditReport } from '../auditing/audit-report.js';
import type { FindingCode } from '../auditing/judging/finding-catalogue.js';
import type { Finding } from '../auditing/judging/finding.js';
import { FINDING_TEXTS } from './finding-texts.js';
import type { Language, LocalizedText } from './localized-text.js';
import { terminalSafe } from './terminal-safe.js';

/** So many responses of one finding are shown, and so many pages; the rest is in `--json`. */
const SHOWN = 10;
const LONGEST_TEXT = 300;

/** A report for the terminal: a heading, each finding with what it means and where it is, and what could be indexed. */
export function renderReport(report: AuditReport, language: Language): string {
  const groups = Map.groupBy(report.findings, ({ code }) => code);
  return [
    heading(report)[language],
    ...[...groups].flatMap(([code, findings]) => ['', ...renderGroup(code, findings, language)]),
    '',
    ...renderIndexable(report, language),
    ...renderSkipped(report, language),
  ].join('\n');
}

function heading({
  baseUrl,
  pages,
  requests,
  errors,
  warnings,
  tableRules,
  isClean,
}: AuditReport): LocalizedText {
  const url = terminalSafe(baseUrl);
  return {
    en: `${url}: ${pages} pages, ${requests} requests, ${tableRules === undefined ? 'no table' : `table of ${tableRules} rules`}: ${isClean ? 'nothing found' : `${errors} errors, ${warnings} warnings`}`,
    ko: `${url}: 페이지 ${pages}개, 요청 ${requests}건, ${tableRules === undefined ? '표 없음' : `규칙 ${tableRules}개`}: ${isClean ? '발견된 문제 없음' : `오류 ${errors}건, 경고 ${warnings}건`}`,
  };
}

function renderGroup(code: FindingCode, findings: readonly Finding[], language: Language): readonly string[] {
  const [first] = findings;
  const level = { error: { en: 'error', ko: '오류' }, warning: { en: 'warning', ko: '경고' } };
  const more = findings.length - SHOWN;
  const rule = {
    en: first?.isOfficial ? 'rule' : 'our rule, building on',
    ko: first?.isOfficial ? '근거' : '자체 규칙, 참고',
  };
  return [
    `${level[first?.severity ?? 'error'][language]}  ${code}  ${FINDING_TEXTS[code][language]}`,
    ...findings.slice(0, SHOWN).map((finding) => `  ${describe(finding, language)}`),
    ...(more > 0 ? [{ en: `  and ${more} more`, ko: `  외 ${more}건` }[language]] : []),
    `  (${rule[language]}: ${first?.source ?? ''})`,
  ];
}

function describe(finding: Finding, language: Language): string {
  const { method, status, url, seen, expected, rules, foundBy, from } = finding;
  const words: Readonly<Record<string, LocalizedText>> = {
    seen: { en: 'seen', ko: '실제' },
    expected: { en: 'expected', ko: '기대' },
    rules: { en: 'by', ko: '규칙' },
    found: { en: 'found by', ko: '경로' },
  };
  const said = (name: string, value: string) =>
    value === '' ? [] : [`${words[name]?.[language] ?? name}: ${value}`];
  const details = [
    ...said('seen', seen),
    ...said('expected', expected),
    ...said('rules', rules.join(', ')),
    ...said('found', from === undefined ? foundBy : `${foundBy} < ${from}`),
  ];
  return shortened(terminalSafe(`${method} ${status ?? '-'} ${url}  ${details.join('; ')}`));
}

function renderIndexable({ indexable }: AuditReport, language: Language): readonly string[] {
  const title = {
    en: `could be indexed: ${indexable.length === 0 ? 'nothing' : indexable.length}`,
    ko: `색인될 수 있는 응답: ${indexable.length === 0 ? '없음' : `${indexable.length}개`}`,
  };
  const more = indexable.length - SHOWN;
  return [
    title[language],
    ...indexable
      .slice(0, SHOWN)
      .map(({ url, mediaType }) => `  ${shortened(terminalSafe(`${url}  ${mediaType}`))}`),
    ...(more > 0
      ? [
          { en: `  and ${more} more, see --json`, ko: `  외 ${more}개(--json으로 모두 볼 수 있습니다)` }[
            language
          ],
        ]
      : []),
  ];
}

function renderSkipped({ skipped }: AuditReport, language: Language): readonly string[] {
  const reasons = Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`).join(', '); // prettier-ignore
  return reasons === ''
    ? []
    : [{ en: `not visited: ${reasons}`, ko: `방문하지 않은 주소: ${reasons}` }[language]];
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
