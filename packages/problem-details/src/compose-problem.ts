import { instancePath, requestTarget, type ProblemRequest } from './problem-request.js';
import type { Language, LocalizedText } from './problem-definition.js';
import type { ProblemRegistry } from './problem-registry.js';
import type { ProblemReport } from './problem-report.js';
import { statusText } from './status-texts.js';
import type { FieldError, FieldProblem } from './validation/field-error.js';
import { placeInRequest } from './validation/field-place.js';

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
  readonly contentType: string;
  /** JSON of the members of RFC 9457 section 3.1, `request_id`, `trace_id` and extensions. */
  readonly body: string;
  /** Undefined for a body that is not a problem. */
  readonly language: Language | undefined;
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
  const { status, definition, verbatim } = report;
  const { language, request } = context;
  if (verbatim) return { status, language: undefined, headers: report.headers ?? {}, ...verbatim };
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
  const extensions = attempt(() => toExtensions(report.extensions ?? ofDefinition));
  const headers = report.headers ?? attempt(() => callWithSubject(report, definition?.headers));
  const errors = attempt(() => report.errors?.map((error) => tellFieldError(error, context)));
  const body = JSON.stringify({ ...members, ...extensions, ...(errors && { errors }) });
  return { status, contentType: 'application/problem+json', language, headers: headers ?? {}, body };
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

/** The members that JSON can hold and RFC 9457 does not reserve; a single one that JSON cannot hold drops them all. */
function toExtensions(
  extensions: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(extensions ?? {}).filter(([name]) => !RESERVED.has(name));
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Record<string, unknown>;
}

function tellFieldError(error: FieldError, { language, request }: ProblemContext): FieldProblem {
  const { path, detail, code, ...place } = error;
  return {
    ...place,
    ...(path && placeInRequest(path, request)),
    // The words of libraries are known in English and Korean only.
    detail: localized(detail, language) ?? localized(detail, 'en') ?? '',
    ...(code !== undefined && { code }),
  };
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
