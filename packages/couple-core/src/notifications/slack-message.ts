import type { LocalizedText } from '../domain/localized-text.js';
import type { AlertFacts, AlertKind } from './alert-group.js';

/** Something to tell about failures of one kind. */
export interface Alert {
  readonly slug: string;
  readonly useCase: string;
  readonly kind: AlertKind;
  readonly facts: AlertFacts;
}

export interface MessageStyle {
  readonly label: string;
  readonly incidentUrl: string | undefined;
  readonly titles: Readonly<Record<string, LocalizedText>>;
}

/** The body of a post to an incoming webhook. */
export interface SlackMessage {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** @see https://docs.slack.dev/reference/block-kit/blocks */
type Block =
  | { readonly type: 'header'; readonly text: { readonly type: 'plain_text'; readonly text: string } }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
}

/** Slack's limits: a header has 150 characters, a field 2,000. */
const HEADER_LENGTH = 150;
const FIELD_LENGTH = 2_000;

const OWN_TITLES: Readonly<Record<string, LocalizedText>> = {
  internal: { ko: '서버 내부 오류', en: 'Internal error' },
  interrupted: { ko: '처리 중에 끊긴 작업', en: 'Interrupted work' },
};

/** Errors that are ours; the others are rules that a request has broken. */
const INCIDENTS = new Set(Object.keys(OWN_TITLES));

const KINDS: Readonly<Record<AlertKind, LocalizedText>> = {
  first: { ko: '발생', en: 'new' },
  digest: { ko: '계속', en: 'still happening' },
  surge: { ko: '급증', en: 'surge' },
  resolved: { ko: '종료', en: 'over' },
};

const SEOUL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Seoul',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Writes a message: Korean first, then a line in English. It holds codes, counts, times and request ids, nothing else. */
export function slackMessage({ slug, useCase, kind, facts }: Alert, style: MessageStyle): SlackMessage {
  const { count } = facts;
  const title = style.titles[slug] ?? OWN_TITLES[slug] ?? { ko: slug, en: slug };
  const sign = kind === 'resolved' ? '✅' : INCIDENTS.has(slug) || kind === 'surge' ? '🚨' : 'ℹ️';
  const korean = `${sign} [${style.label}] ${title.ko} ${KINDS[kind].ko} ${count}건`;
  const english = `${title.en} (${slug}) in ${useCase}: ${KINDS[kind].en}, ${count}`;
  const fields = [
    ['오류', codes([`error.${slug}`])],
    ['작업', codes([useCase])],
    ['건수', `${count}건`],
    ['시각 (서울)', period(facts)],
    ['요청', requests(facts, style.incidentUrl)],
    ['빌드', codes(facts.codeRefs)],
    ['요청자', codes(facts.actors)],
  ] as const;
  return {
    text: korean,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(korean, HEADER_LENGTH) } },
      {
        type: 'section',
        fields: fields.filter(([, value]) => value !== '').map(([name, value]) => field(name, value)),
      },
      { type: 'context', elements: [mrkdwn(escapeText(english))] },
    ],
  };
}

function period({ from, to }: AlertFacts): string {
  const [start, end] = [SEOUL.format(from), SEOUL.format(to)];
  return start === end ? start : `${start} ~ ${end}`;
}

function requests({ requestIds }: AlertFacts, template: string | undefined): string {
  if (!template) return codes(requestIds);
  return requestIds
    .map(
      (id) => `<${escapeText(template.replace('{request_id}', encodeURIComponent(id)))}|${escapeText(id)}>`,
    )
    .join(' ');
}

function codes(values: readonly string[]): string {
  return values.map((value) => `\`${escapeText(value.replaceAll('`', "'"))}\``).join(' ');
}

function field(name: string, value: string): Mrkdwn {
  return mrkdwn(`*${name}*\n${value}`);
}

function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text: cut(text, FIELD_LENGTH) };
}

/** @see https://docs.slack.dev/messaging/formatting-message-text/#escaping */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
