import { inWords } from './in-words.js';
import type { Language } from './localized-text.js';
import type { LoggedError } from './log-line.js';
import { terminalSafe } from '../logging/terminal-safe.js';
import type { Timeline, TimelineEvent } from './timeline.js';

export interface RenderOptions {
  readonly language: Language;
  readonly withStacks: boolean;
}

const DEEPEST = 20;
const LONGEST_TEXT = 2_000;

/** A timeline for the terminal: a heading, what it found out, and one line an event. */
export function renderTimeline(timeline: Timeline, { language, withStacks }: RenderOptions): string {
  const { events, services } = timeline;
  const width = Math.max(...services.map((service) => terminalSafe(service).length), 0);
  const offsets = events.map(({ offsetMs }) => (offsetMs === undefined ? '' : `+${offsetMs.toFixed(1)}`));
  const offsetWidth = Math.max(...lengths(offsets));
  const lines = events.flatMap((event, i) => {
    const when = `${(offsets[i] ?? '').padStart(offsetWidth)}  ${(event.at?.slice(11, 23) ?? '').padEnd(12)}`;
    const indent = '  '.repeat(Math.min(event.depth, DEEPEST));
    const head = `${when}  ${terminalSafe(event.service).padEnd(width)}  ${level(event)} ${indent}`;
    const stack = withStacks ? stackLines(event.error) : [];
    return [`${head}${describe(event)}`, ...stack.map((line) => `${' '.repeat(head.length)}${line}`)];
  });
  return [heading(timeline, language), ...inWords(timeline, language), '', ...lines].join('\n');
}

function* lengths(texts: readonly string[]): Generator<number> {
  yield 0;
  for (const { length } of texts) yield length;
}

function heading(
  { requests, traceIds, services, events, startedAt, durationMs }: Timeline,
  language: Language,
): string {
  const ids = [
    ...requests.slice(0, 3).map(({ requestId }) => `request ${requestId}`),
    ...traceIds.slice(0, 3).map((traceId) => `trace ${traceId}`),
  ];
  const size = {
    en: `${events.length} events of ${services.length} services in ${durationMs} ms from ${startedAt} (ms, UTC)`,
    ko: `서비스 ${services.length}개, 사건 ${events.length}개, ${durationMs} ms, 시작 ${startedAt} (ms, UTC)`,
  };
  return `${terminalSafe(ids.join('  '))}\n${size[language]}`;
}

function level({ level: name, kind }: TimelineEvent): string {
  const shown = kind === 'span_start' ? '>' : kind === 'span_end' ? '<' : (name ?? '').toUpperCase();
  return terminalSafe(shown).slice(0, 8).padEnd(5);
}

function describe(event: TimelineEvent): string {
  const { span, access, error, context, message, fields } = event;
  const parts = span
    ? [span.name, `(${span.kind})`, `${span.durationMs} ms`, span.isError && 'ERROR', span.statusMessage]
    : [
        event.kind === 'job' && '[job]',
        context && `[${context}]`,
        message,
        access && [access.method, access.route ?? access.path, access.status].filter((part) => part !== undefined).join(' '), // prettier-ignore
        access?.durationMs !== undefined && `${access.durationMs} ms`,
      ];
  const tail = [
    error &&
      `${error.type ?? 'Error'}: ${error.message ?? ''}${error.code === undefined ? '' : ` (${error.code})`}`,
    span?.isParentMissing &&
      event.kind === 'span_start' &&
      `(parent ${span.parentSpanId} is not in these files)`,
    fields && JSON.stringify(fields),
  ];
  return shortened(terminalSafe([...parts, ...tail].filter((part) => part !== undefined && part !== false && part !== '').join(' '))); // prettier-ignore
}

function stackLines(error: LoggedError | undefined): string[] {
  const frames = error?.stack?.split('\n').slice(1) ?? [];
  return frames.map((frame) => shortened(terminalSafe(frame)));
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT)}… (+${text.length - LONGEST_TEXT})`;
}
