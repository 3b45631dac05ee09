import { decodeText } from './decode-text.js';
import { parseJson } from './parse-json.js';
import { parseProblemXml } from './parse-problem-xml.js';
import type { Problem, ProblemSource } from './problem.js';
import { problemMembers, type ProblemMembers } from './problem-members.js';
import { readRateLimits } from './rate-limits.js';
import { discardBody, readBody } from './read-body.js';
import type { ResponseLike } from './response-like.js';
import { readRetryAfter } from './retry-after.js';
import { statusPhrase } from './status-phrase.js';

/** How `readProblem` reads. */
export interface ReadProblemOptions {
  /** Bytes of body that are read at most; the rest is cancelled. @default 65536 */
  readonly maxBytes?: number;
  /**
   * What relative `type` and `instance` are resolved against when the response has no URL.
   * @default the response's URL
   */
  readonly baseUrl?: string;
  /**
   * `'keep'` leaves the body of an error that is no problem document to you.
   *
   * `'cancel'` frees its connection.
   * @default 'cancel'
   */
  readonly otherBodies?: 'cancel' | 'keep';
  /** The time that waits are counted from, in milliseconds since the epoch. @default Date.now() */
  readonly now?: number;
}

const DEFAULT_MAX_BYTES = 65_536;

/**
 * Reads a response as a problem (RFC 9457): `application/problem+json` and `application/problem+xml` of any status, and
 * every other 4xx and 5xx as the `about:blank` problem of its status. Whatever the body is, it does not throw: an
 * unreadable one gives the problem of the status, and `source` says why.
 *
 * @returns undefined for a response that is no error; its body is untouched
 */
export async function readProblem(
  response: ResponseLike,
  options: ReadProblemOptions = {},
): Promise<Problem | undefined> {
  const { type, charset } = mediaType(response.headers.get('content-type'));
  const parse = PARSERS.get(type);
  if (!parse) {
    if (!isError(response.status)) return undefined;
    if (options.otherBodies !== 'keep') discardBody(response);
    return composeProblem(response, 'other', {}, options);
  }
  const reading = await readBody(response, options.maxBytes ?? DEFAULT_MAX_BYTES);
  if (reading.state !== 'complete') return composeProblem(response, reading.state, {}, options);
  const members = problemMembers(parse(decodeText(reading.bytes, charset)), response.url || options.baseUrl);
  const source = members ? (type.replace('application/', '') as ProblemSource) : 'malformed';
  return composeProblem(response, source, members ?? {}, options);
}

const PARSERS: ReadonlyMap<string, (text: string) => unknown> = new Map([
  ['application/problem+json', parseJson],
  ['application/problem+xml', parseProblemXml],
]);

function isError(status: number): boolean {
  return status >= 400 && status <= 599;
}

function composeProblem(
  { status, headers }: ResponseLike,
  source: ProblemSource,
  members: ProblemMembers,
  { now = Date.now() }: ReadProblemOptions,
): Problem {
  const language = headers.get('content-language');
  const retryAfter = readRetryAfter(headers, now);
  return {
    type: 'about:blank',
    title: statusPhrase(status),
    extensions: Object.create(null) as Problem['extensions'],
    ...members,
    status,
    ...(language && { language }),
    ...(retryAfter && { retryAfter }),
    rateLimits: readRateLimits(headers, now),
    source,
  };
}

/** Type and subtype in lower case, and the charset parameter (RFC 9110 section 8.3.1). */
function mediaType(header: string | null): { readonly type: string; readonly charset?: string } {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim());
  const charset = parameters
    .map((parameter) => /^charset="?([^"]+)"?$/i.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  return { type: type.toLowerCase(), ...(charset !== undefined && { charset }) };
}
