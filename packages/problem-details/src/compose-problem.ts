import { instancePath, requestTarget, type ProblemRequest } from './problem-request.js';
import type { Language, LocalizedText } from './problem-definition.js';
import type { ProblemRegistry } from './problem-registry.js';
import type { ProblemReport } from './problem-report.js';
import { statusText } from './status-texts.js';

/** Everything about the moment that a problem is told in. */
export interface ProblemContext {
  readonly request: ProblemRequest;
  readonly language: Language;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
}

/** A problem as it goes over the wire. */
export interface WireProblem {
  readonly status: number;
  /** JSON of the members of RFC 9457 section 3.1, `request_id`, `trace_id` and extensions. */
  readonly body: string;
  readonly language: Language;
  /** Headers of the occurrence or the definition, not those that every problem has. */
  readonly headers: Readonly<Record<string, string>>;
}

const RESERVED: ReadonlySet<string> = new Set([
  'type',
  'title',
  'status',
  'detail',
  'instance',
  'request_id',
  'trace_id',
]);

/** Tells a report in the language of the request. Total: a definition whose functions throw loses only what they add. */
export function composeProblem(
  report: ProblemReport,
  context: ProblemContext,
  registry: ProblemRegistry,
): WireProblem {
  const { status, definition } = report;
  const { language, request } = context;
  const members = {
    type: definition ? registry.typeOf(definition) : 'about:blank',
    title: (definition ?? statusText(status)).title[language],
    status,
    detail: chooseDetail(report, context),
    instance: instancePath(request),
    request_id: context.requestId,
    trace_id: context.traceId,
  };
  const ofDefinition =
    status < 500 ? attempt(() => callWithSubject(report, definition?.extensions)) : undefined;
  const extensions = report.extensions ?? ofDefinition;
  const headers = report.headers ?? attempt(() => callWithSubject(report, definition?.headers));
  const extended = extensions && attempt(() => JSON.stringify({ ...members, ...toExtensions(extensions) }));
  const body = extended ?? JSON.stringify(members);
  return { status, language, headers: headers ?? {}, body };
}

function chooseDetail(report: ProblemReport, { language, request }: ProblemContext): string | undefined {
  const own = localized(report.detail, language);
  if (own && !quotesRequest(own, request)) return own;
  const { definition, status } = report;
  const isConstant = typeof definition?.detail === 'object';
  const ofDefinition =
    isConstant || status < 500 ? attempt(() => callWithSubject(report, definition?.detail)) : undefined;
  return localized(ofDefinition, language) ?? statusText(status).detail?.[language];
}

/** Nest's own 404 message holds the URL; no detail may repeat a query, which can hold anything. */
function quotesRequest(detail: string, request: ProblemRequest): boolean {
  const target = requestTarget(request);
  const queryStart = target.indexOf('?');
  if (detail === `Cannot ${request.method} ${target}`) return true;
  return queryStart >= 0 && detail.includes(target.slice(queryStart));
}

/** A constant as it is; the result of a function when the report has an error of the class that it was written for. */
function callWithSubject<T extends object>(
  { definition, subject }: ProblemReport,
  value: T | ((subject: unknown) => T) | undefined,
): T | undefined {
  if (typeof value !== 'function') return value;
  const hasSubject = definition?.error !== undefined && subject instanceof definition.error;
  return hasSubject ? value.call(definition, subject) : undefined;
}

/**
 * The members that RFC 9457 does not reserve. Functions have no JSON, but one called `toJSON` would replace the whole
 * problem. A member that JSON cannot hold makes the caller drop them all.
 */
function toExtensions(extensions: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(extensions).filter(
    ([name, value]) => !RESERVED.has(name) && typeof value !== 'function',
  );
  return Object.fromEntries(entries);
}

function localized(text: string | LocalizedText | undefined, language: Language): string | undefined {
  const chosen = typeof text === 'object' ? text[language] : text;
  return typeof chosen === 'string' && chosen !== '' ? chosen : undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
