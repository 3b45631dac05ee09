import type { RawRequest } from './raw-exchange.js';
import type { MatrixRoutes } from './matrix-routes.js';
import type { RuleId } from './rfc9457-checklist.js';

/** What a case knows of the app under test. */
export interface MatrixContext {
  /** Without a slash at the end. */
  readonly baseUrl: URL;
  readonly routes: MatrixRoutes;
  readonly headers: Readonly<Record<string, string>>;
  /** Planted in every request; must not come back. */
  readonly secret: string;
  readonly largeBytes: number;
}

/** One way to make a server fail. */
export interface MatrixCase {
  readonly name: string;
  /** A fact, for the test runner: "answers malformed JSON". */
  readonly title: string;
  /** The route it needs. */
  readonly needs?: keyof MatrixRoutes;
  request(context: MatrixContext): RawRequest;
  readonly statuses: readonly number[];
  /** True where a server may also do what is asked: then an answer that is no error passes. */
  readonly mayPass?: boolean;
  /** Rules that do not fit: a request that could not be read has no language to vary by. */
  readonly off?: readonly RuleId[];
  /** The language that the answer must be in. */
  readonly language?: string;
  /** Another occurrence of the same problem, whose title must be the same (RFC 9457 section 3.1.3). */
  again?(context: MatrixContext): RawRequest;
}

/** Writes a request that HTTP allows; the secret goes into its query and a header. */
export function wellFormed(
  { baseUrl, headers, secret }: MatrixContext,
  path: string,
  {
    method = 'GET',
    headers: own = {},
    body,
  }: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array;
  } = {},
): RawRequest {
  const separator = path.includes('?') ? '&' : '?';
  const all: Record<string, string> = {
    host: baseUrl.host,
    connection: 'close',
    'x-planted': secret,
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    ...lowerCase(headers),
    ...lowerCase(own),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const target = `${basePath(baseUrl)}${path}${separator}token=${secret}`;
  const head = [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  return { method, head, ...(body !== undefined && { body }) };
}

/** A POST of JSON, or of what is announced as JSON. */
export function jsonPost(
  context: MatrixContext,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): RawRequest {
  const own = { 'content-type': 'application/json', ...headers };
  return wellFormed(context, path, { method: 'POST', body, headers: own });
}

/** The path below which the app under test lives; empty at the root. */
export function basePath({ pathname }: URL): string {
  return pathname.replace(/\/$/, '');
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
