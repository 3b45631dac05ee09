import { textIn } from '../languages/problem-languages.js';
import { represent, type ProblemMediaType, type ProblemPageRenderer } from '../negotiation/represent.js';
import { instancePath, requestTarget, type ProblemRequest } from './problem-request.js';
import type { Language, LocalizedText } from '../registry/problem-definition.js';
import type { ProblemRegistry } from '../registry/problem-registry.js';
import type { ProblemReport } from '../reading/problem-report.js';
import { isReserved } from '../registry/reserved-members.js';
import type { FieldError, FieldProblem } from '../validation/field-error.js';
import { placeInRequest } from '../validation/field-place.js';

/** Everything about the moment that a problem is told in. */
export interface ProblemContext {
  readonly request: ProblemRequest;
  readonly language: Language;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  /** What `Accept` chose. @default not negotiated: `application/problem+json` */
  readonly mediaType?: ProblemMediaType | undefined;
  /** Makes the HTML page. @default the package's own */
  readonly page?: ProblemPageRenderer | undefined;
}

/** A problem as it goes over the wire. */
export interface WireProblem {
  readonly status: number;
  /** The members of RFC 9457 section 3.1, `request_id`, `trace_id` and extensions, in the form of `contentType`. */
  readonly body: string;
  readonly contentType: string;
  /** Request headers that the answer depends on, for `Vary`. */
  readonly variesBy: readonly string[];
  /** Undefined for a body that is not a problem. */
  readonly language: Language | undefined;
  /** Headers of the occurrence or the definition, not those that every problem has. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Tells a report in the language of the request. Total: a definition whose functions throw loses only what they add. */
export function composeProblem(
  report: ProblemReport,
  context: ProblemContext,
  registry: ProblemRegistry,
): WireProblem {
  const { status, definition, verbatim } = report;
  const { language, request } = context;
  if (verbatim) {
    return { status, language: undefined, variesBy: [], headers: report.headers ?? {}, ...verbatim };
  }
  const { languages } = registry;
  const words = languages.statusWords(status, language);
  const own = definition && languages.definitionWords(definition, language);
  const members = {
    type: definition ? registry.typeOf(definition) : 'about:blank',
    title: (own ?? words).title,
    status,
    detail: chooseDetail(report, context, own?.detail) ?? words.detail,
    instance: instancePath(request),
    request_id: context.requestId,
    trace_id: context.traceId,
  };
  const ofDefinition =
    status < 500 ? attempt(() => callWithSubject(report, definition?.extensions)) : undefined;
  const given = report.extensions ?? ofDefinition;
  const extensions = given && attempt(() => toExtensions(given));
  const headers = report.headers ?? attempt(() => callWithSubject(report, definition?.headers));
  const errors = attempt(() => report.errors?.map((error) => tellFieldError(error, context)));
  const broken = errors && { errors };
  const form = { language, languages, mediaType: context.mediaType, page: context.page };
  // A single extension that JSON cannot hold costs all of them: half of them could mean something else.
  const represented =
    attempt(() => represent({ ...members, ...extensions, ...broken }, form)) ??
    represent({ ...members, ...broken }, form);
  return {
    status,
    language,
    body: represented.body,
    contentType: represented.contentType,
    variesBy: context.mediaType ? ['Accept-Language', 'Accept'] : ['Accept-Language'],
    headers: { ...headers, ...represented.headers },
  };
}

function chooseDetail(
  report: ProblemReport,
  { language, request }: ProblemContext,
  constant: string | undefined,
): string | undefined {
  const own = localized(report.detail, language);
  if (own && !quotesRequest(own, request)) return own;
  const { definition, status } = report;
  // Where the detail is a function, a translated one would say nothing of this occurrence.
  if (typeof definition?.detail !== 'function') return constant;
  if (status >= 500) return undefined;
  return textIn(
    attempt(() => callWithSubject(report, definition.detail)),
    language,
  );
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
 * problem.
 */
function toExtensions(extensions: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(extensions).filter(
    ([name, value]) => !isReserved(name) && typeof value !== 'function',
  );
  return Object.fromEntries(entries);
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
  return typeof text === 'string' ? text || undefined : textIn(text, language);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
