import { STATUS_PHRASES } from '../client/status-phrase.js';
import { isExtensionName } from '../registry/extension-name.js';
import type { AnswerRule, CheckedAnswer } from './checked-answer.js';
import { debugSign } from './debug-text.js';

const MEMBERS: ReadonlySet<string> = new Set(['type', 'title', 'status', 'detail', 'instance']);

/** The characters of a URI reference (RFC 3986 section 2), every % followed by two hexadecimal digits. */
const URI_REFERENCE = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The rules about the problem document: P1 to P12. */
export const DOCUMENT_RULES = {
  P1(answer) {
    const type = answer.header('content-type');
    const essence = type?.split(';')[0]?.trim().toLowerCase();
    return essence === 'application/problem+json' ? undefined : `the media type is ${type ?? 'not named'}`;
  },
  P2(answer) {
    const type = answer.header('content-type') ?? '';
    return /;\s*charset\s*=/i.test(type) ? `Content-Type is ${type}` : undefined;
  },
  P3(answer) {
    const isOther = !/json/i.test(answer.header('content-type') ?? '');
    if (answer.method === 'HEAD' || isOther || isEncoded(answer)) return undefined;
    if (answer.failure !== undefined) return `the body could not be read: ${answer.failure}`;
    if (answer.text.startsWith('\u{FEFF}')) return 'the body starts with a byte order mark';
    if (answer.text.includes('\u{FFFD}') && !isUtf8(answer.bytes)) return 'the body is not UTF-8';
    return answer.members ? undefined : 'the body is not a JSON object';
  },
  P4: onMember('type', (type) => {
    if (typeof type !== 'string') return `type is ${print(type)}`;
    return isReference(type) ? undefined : `type ${print(type)} is no URI reference`;
  }),
  P5: onMember('type', (type) =>
    typeof type === 'string' && isReference(type) && !SCHEME.test(type)
      ? `type ${print(type)} is relative`
      : undefined,
  ),
  P6: onMember('status', (status, answer) =>
    status === answer.status
      ? undefined
      : `status is ${print(status)}, but the response is a ${answer.status}`,
  ),
  P7({ members }) {
    const wrong = ['title', 'detail', 'instance'].find(
      (name) => members && Object.hasOwn(members, name) && typeof members[name] !== 'string',
    );
    if (wrong !== undefined) return `${wrong} is ${print(members?.[wrong])}`;
    const instance = members?.['instance'];
    const isWrong = typeof instance === 'string' && !isReference(instance);
    return isWrong ? `instance ${print(instance)} is no URI reference` : undefined;
  },
  P8(answer) {
    const { members, status } = answer;
    const { type = 'about:blank', title } = members ?? {};
    const phrase = STATUS_PHRASES[status];
    const isText = title === undefined || typeof title === 'string';
    if (!members || type !== 'about:blank' || phrase === undefined || !isText) return undefined;
    if (title === undefined) return `there is no title, where "${phrase}" is meant`;
    const isEnglish = /^en\b|^$/i.test(answer.header('content-language') ?? '');
    return isEnglish && title !== phrase ? `title is "${title}", not "${phrase}"` : undefined;
  },
  P9: onMember('title', (title, { members }) => {
    if (typeof title !== 'string') return undefined;
    if (title.trim() === '') return 'title is blank';
    if (/[\r\n]/.test(title) || title.length > 120) return 'title is longer than a summary';
    const varying = [members?.['instance'], members?.['request_id']];
    const repeated = varying.find(
      (value) => typeof value === 'string' && value.length > 1 && title.includes(value),
    );
    return repeated === undefined ? undefined : `title "${title}" tells about one occurrence`;
  }),
  P10: onMember('detail', (detail) => {
    const sign = typeof detail === 'string' ? debugSign(detail) : undefined;
    return sign === undefined ? undefined : `detail contains ${sign}`;
  }),
  P11: onMember('instance', (instance) => {
    if (typeof instance !== 'string' || !isReference(instance)) return undefined;
    if (!SCHEME.test(instance) && !instance.startsWith('/'))
      return `instance ${print(instance)} is no full path`;
    if (/[?#]/.test(instance)) return `instance ${print(instance)} has a query or a fragment`;
    return /^[a-z][a-z0-9+.-]*:\/\/[^/]*@/i.test(instance) ? 'instance has credentials' : undefined;
  }),
  P12({ members }) {
    const names = Object.keys(members ?? {}).filter((name) => !MEMBERS.has(name));
    const wrong = names.find((name) => !isExtensionName(name));
    return wrong === undefined ? undefined : `an extension is called ${print(wrong)}`;
  },
} as const satisfies Readonly<Record<string, AnswerRule>>;

/** A rule about a member that need not be there. */
function onMember(
  name: string,
  check: (value: unknown, answer: CheckedAnswer) => string | undefined,
): AnswerRule {
  return (answer) =>
    answer.members && Object.hasOwn(answer.members, name) ? check(answer.members[name], answer) : undefined;
}

/** A body that cannot be looked into; P16 says whether it should be. */
function isEncoded(answer: CheckedAnswer): boolean {
  return answer.header('content-encoding') !== undefined && !answer.members;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isReference(text: string): boolean {
  return URI_REFERENCE.test(text) && URL.canParse(text, 'http://base.invalid/');
}

function print(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
