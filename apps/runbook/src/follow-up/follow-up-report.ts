import type { Finding } from '../judges/finding.js';
import type { Look } from '../judges/look.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import type { Language, LocalizedText } from '../localized-text.js';
import type { ReleaseRequest } from '../release/release.js';
import { describeEntry } from './describe-entry.js';

const WORDS = {
  title: { en: 'Follow-up of', ko: '후속 보고서:' },
  what: { en: 'What', ko: '무엇을' },
  image: { en: 'Image', ko: '이미지' },
  commit: { en: 'Commit', ko: '커밋' },
  back: { en: 'Back to', ko: '되돌아간 리비전' },
  people: { en: 'Asked by / approved by', ko: '요청 / 승인' },
  timeline: { en: 'Timeline (UTC)', ko: '시간순 기록 (UTC)' },
  impact: { en: 'Impact', ko: '영향' },
  step: { en: 'Step', ko: '단계' },
  time: { en: 'Duration', ko: '지속 시간' },
  requests: { en: 'Requests to the candidate', ko: '후보 리비전의 요청' },
  failures: { en: 'of them 5xx', ko: '그중 5xx' },
  problems: { en: 'Problems by type', ko: '문제 유형' },
  cause: { en: 'Cause', ko: '원인' },
  seen: { en: 'What was seen', ko: '관찰된 것' },
  why: { en: 'Why it happened', ko: '왜 일어났나요' },
  prevention: { en: 'Prevention', ko: '재발 방지' },
  fill: { en: '_to be filled in_', ko: '_채워 주세요_' },
  questions: {
    en: [
      'Which test would have been red?',
      'Why did the dry-run and the gate not see it?',
      'What is changed, by when?',
    ],
    ko: [
      '어떤 시험이 있었다면 실패했을까요?',
      '사전 점검과 점검표는 왜 못 봤나요?',
      '무엇을 언제까지 바꾸나요?',
    ],
  },
} as const;

/** What happened to a release, as Markdown: from the ledger alone, with room for what only people know. */
export function followUpReport(entries: readonly LedgerEntry[], language: Language): string {
  const say = (words: LocalizedText) => words[language];
  const requested = entries.find(({ kind }) => kind === 'release.requested');
  const request = requested?.facts as unknown as ReleaseRequest | undefined;
  const approvers = entries.filter(({ kind }) => kind === 'release.approved').map(({ by }) => by);
  const started = entries.find(({ kind }) => kind === 'rollback.started');
  const why = started?.facts['why'] as LocalizedText | undefined;
  return [
    `# ${say(WORDS.title)} ${entries[0]?.release ?? ''}`,
    '',
    `## ${say(WORDS.what)}`,
    '',
    `- ${say(WORDS.image)}: \`${request?.image}\``,
    `- ${say(WORDS.commit)}: \`${request?.ref}\``,
    `- ${say(WORDS.back)}: \`${request?.stable}\``,
    `- ${say(WORDS.people)}: ${requested?.by} / ${approvers.join(', ')}`,
    '',
    `## ${say(WORDS.timeline)}`,
    '',
    ...timeline(entries, language),
    '',
    `## ${say(WORDS.impact)}`,
    '',
    ...impact(entries, language),
    '',
    `## ${say(WORDS.cause)}`,
    '',
    `**${say(WORDS.seen)}**: ${why ? say(why) : '–'}`,
    '',
    ...findingsOf(entries).map(({ judge, sentence }) => `- \`${judge}\`: ${sentence[language]}`),
    '',
    `**${say(WORDS.why)}**: ${say(WORDS.fill)}`,
    '',
    `## ${say(WORDS.prevention)}`,
    '',
    ...WORDS.questions[language].map((question) => `- [ ] ${question} ${say(WORDS.fill)}`),
    '',
  ].join('\n');
}

function timeline(entries: readonly LedgerEntry[], language: Language): readonly string[] {
  return entries.flatMap((entry) => {
    const text = describeEntry(entry);
    return text ? [`- \`${entry.at.slice(0, 19).replace('T', ' ')}\` ${text[language]} (${entry.by})`] : [];
  });
}

interface Looked {
  readonly step: number;
  readonly look: Look;
}

function impact(entries: readonly LedgerEntry[], language: Language): readonly string[] {
  const looked = entries
    .filter(({ kind }) => kind === 'rollout.looked')
    .map(({ facts }) => facts as unknown as Looked);
  const rows = [...Map.groupBy(looked, ({ step }) => step)].map(([step, looks]) => {
    const sum = (of: (figures: NonNullable<Look['candidate']>) => number) => looks.reduce((total, { look }) => total + (look.candidate ? of(look.candidate) : 0), 0); // prettier-ignore
    return `| ${step} % | ${durationOf(entries, step)} | ${sum(({ requests }) => requests)} | ${sum(({ failures }) => failures)} |`;
  });
  const problems: Record<string, number> = {};
  for (const { look } of looked)
    for (const [type, count] of Object.entries(look.candidate?.problems ?? {})) problems[type] = (problems[type] ?? 0) + count; // prettier-ignore
  const told = Object.entries(problems).filter(([, count]) => count > 0).map(([type, count]) => `\`${type}\` ${count}`); // prettier-ignore
  const head = [WORDS.step, WORDS.time, WORDS.requests, WORDS.failures].map((words) => words[language]);
  return [`| ${head.join(' | ')} |`, '| --- | --- | --- | --- |', ...rows, '', `${WORDS.problems[language]}: ${told.join(', ') || '–'}`]; // prettier-ignore
}

/** From the step's traffic to that of the next one, or of the way back. */
function durationOf(entries: readonly LedgerEntry[], step: number): string {
  const begin = entries.findIndex(
    ({ kind, facts }) => kind === 'rollout.shift.done' && facts['step'] === step,
  );
  const end = entries
    .slice(begin + 1)
    .find(({ kind }) => kind === 'rollout.shift.done' || kind === 'rollback.shifted');
  const [from, to] = [entries[begin], end];
  if (!from || !to) return '–';
  return `${((Date.parse(to.at) - Date.parse(from.at)) / 1_000).toFixed(1)} s`;
}

function findingsOf(
  entries: readonly LedgerEntry[],
): readonly Pick<Finding, 'judge' | 'sentence' | 'state'>[] {
  const aborted = entries.findLast(({ kind }) => kind === 'rollout.aborted');
  return ((aborted?.facts['findings'] ?? []) as Finding[]).filter(({ state }) => state === 'abort');
}
