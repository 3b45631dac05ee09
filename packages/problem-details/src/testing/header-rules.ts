import type { AnswerRule, CheckedAnswer } from './checked-answer.js';

const LEFTOVERS: readonly string[] = [
  'etag',
  'last-modified',
  'content-disposition',
  'content-range',
  'content-location',
  'content-digest',
  'content-md5',
];

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const PREFERRED_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/** The rules about the headers, and about ids, which a header carries too: P13 to P21. */
export const HEADER_RULES = {
  P13(answer) {
    const language = answer.header('content-language');
    if (language === undefined) return 'there is no Content-Language';
    const isValid = language.split(',').every((tag) => isLanguageTag(tag.trim()));
    return isValid ? undefined : `Content-Language is "${language}"`;
  },
  P14(answer) {
    const fields = listOf(answer.header('vary')).map((name) => name.toLowerCase());
    const isNamed = fields.includes('*') || fields.includes('accept-language');
    return isNamed ? undefined : `Vary is ${answer.header('vary') ?? 'not sent'}`;
  },
  P15(answer) {
    const value = answer.header('cache-control');
    return listOf(value?.toLowerCase()).includes('no-store')
      ? undefined
      : `Cache-Control is ${value ?? 'not sent'}`;
  },
  P16(answer) {
    const leftover = LEFTOVERS.find((name) => answer.header(name) !== undefined);
    if (leftover !== undefined) return `there is a ${leftover} header`;
    const encoding = answer.header('content-encoding');
    const isTrue =
      encoding === undefined || (answer.isDecoded ? answer.failure === undefined : !answer.members);
    return isTrue ? undefined : `Content-Encoding is ${encoding}, which the body is not`;
  },
  P17({ method, bytes }) {
    return method === 'HEAD' && bytes.length > 0 ? `${bytes.length} bytes of content came` : undefined;
  },
  P18(answer) {
    const value = answer.header('retry-after');
    const isValid = value === undefined || /^\d+$/.test(value) || isPreferredDate(value);
    return isValid ? undefined : `Retry-After is "${value}"`;
  },
  P19(answer) {
    const allow = answer.header('allow');
    if (answer.status !== 405) return undefined;
    if (allow === undefined) return 'there is no Allow';
    const methods = listOf(allow);
    if (!methods.every((method) => TOKEN.test(method))) return `Allow is "${allow}"`;
    return answer.method !== undefined && methods.includes(answer.method)
      ? `Allow lists ${answer.method}, which was refused`
      : undefined;
  },
  P20(answer) {
    if (answer.status === 401) return challengeOf(answer, 'www-authenticate');
    return answer.status === 407 ? challengeOf(answer, 'proxy-authenticate') : undefined;
  },
  P21(answer) {
    if (!answer.members) return undefined;
    const { request_id: id, trace_id: traceId } = answer.members;
    const header = answer.header('x-request-id');
    const isId = id === undefined || (typeof id === 'string' && id.trim() !== '');
    if (!isId) return 'request_id is no text';
    if (header !== undefined && id !== header) return `request_id is ${String(id)}, X-Request-Id ${header}`;
    const isTraceId =
      traceId === undefined || (typeof traceId === 'string' && /^(?!0{32})[0-9a-f]{32}$/.test(traceId));
    return isTraceId ? undefined : 'trace_id is no trace id of 32 hexadecimal digits';
  },
} as const satisfies Readonly<Record<string, AnswerRule>>;

function challengeOf(answer: CheckedAnswer, name: string): string | undefined {
  const challenge = answer.header(name);
  const scheme = challenge?.split(/[ ,]/)[0] ?? '';
  return TOKEN.test(scheme)
    ? undefined
    : `${name} is ${challenge === undefined ? 'not sent' : `"${challenge}"`}`;
}

function listOf(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((element) => element.trim())
    .filter(Boolean);
}

function isPreferredDate(value: string): boolean {
  return PREFERRED_DATE.test(value) && new Date(value).toUTCString() === value;
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
