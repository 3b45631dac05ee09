import { STATUS_CODES } from 'node:http';
import { isErrorStatus } from '../registry/error-status.js';
import type { LocalizedText } from '../registry/problem-definition.js';

/** A failure that a web framework, a body parser or a router reports by its own kind of error. */
export interface TransportError {
  readonly status: number;
  readonly detail?: LocalizedText;
}

const NOT_JSON: LocalizedText = {
  en: 'The request body is not valid JSON.',
  ko: '요청 본문이 올바른 JSON이 아닙니다.',
};

const JSON_CODES: readonly unknown[] = [
  'FST_ERR_CTP_EMPTY_JSON_BODY',
  'FST_ERR_CTP_INVALID_JSON_BODY',
  'entity.parse.failed',
];

/**
 * Recognises the errors of Fastify, http-errors (Express, body-parser) and their plain look-alikes, by the same signs as
 * Nest's own filter. Any other error with a `status` field is not about this request: an HTTP client puts the status of a
 * foreign server there. Messages are never used: parsers quote the input in theirs.
 */
export function readTransportError(thrown: unknown): TransportError | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { status, statusCode, code, type, expose, message } = thrown as Record<string, unknown>;
  if (!isErrorStatus(statusCode)) return undefined;
  const fromFastify = typeof code === 'string' && code.startsWith('FST_');
  const fromHttpErrors = typeof expose === 'boolean' && status === statusCode;
  const fromBodyParser = thrown instanceof SyntaxError || thrown instanceof URIError;
  const lookAlike = !(thrown instanceof Error) && typeof message === 'string' && message !== '';
  // Node's error for a client that left in the middle of its body, to which Fastify adds the status.
  const fromAbort = code === 'ECONNRESET' && message === 'aborted';
  if (!fromFastify && !fromHttpErrors && !fromBodyParser && !fromAbort && !lookAlike) return undefined;
  const isJson = JSON_CODES.includes(code) || JSON_CODES.includes(type);
  return { status: statusCode, ...(isJson && { detail: NOT_JSON }) };
}

/**
 * True for the phrase that Nest and Node use when nobody said anything about the occurrence; @nestjs/throttler puts its own
 * class before it.
 */
export function isStatusPhrase(status: number, message: string): boolean {
  const phrase = message.replace(/^[A-Z]\w*(?:Exception|Error): /, '');
  return phrase.toLowerCase() === STATUS_CODES[status]?.toLowerCase();
}
