import { validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';
import type { WireProblem } from './compose-problem.js';
import { mergeVary } from './merge-vary.js';
import { STALE_HEADERS } from './stale-headers.js';

/** The part of a Fastify reply that writing needs. */
interface ReplyLike {
  readonly raw: ServerResponse;
  readonly sent: boolean;
  send(payload?: unknown): unknown;
  serializer(write: (payload: string) => string): unknown;
  code(status: number): unknown;
  header(name: string, value: string | string[]): unknown;
  removeHeader(name: string): unknown;
  getHeader(name: string): unknown;
  getHeaders(): Readonly<Record<string, unknown>>;
}

/** A Fastify reply, an Express response, or the raw response that Nest middleware gets on Fastify. */
export type ProblemResponse = ReplyLike | ServerResponse;

/** Node's response behind any of them. */
export function rawResponse(response: ProblemResponse): ServerResponse {
  return 'raw' in response ? response.raw : response;
}

/** True when the status line is on its way, so no problem can be told any more. */
export function isTooLate(response: ProblemResponse): boolean {
  return rawResponse(response).headersSent;
}

/**
 * Answers with a problem, once. A Fastify reply goes through its `onSend` hooks, as other answers do; when one of them
 * fails, the problem is written without them and `onHookFailure` hears of it.
 */
export function writeProblem(
  response: ProblemResponse,
  problem: WireProblem,
  onHookFailure: (failure: unknown) => void,
): void {
  const headers = headersOf(problem, response.getHeader('vary'));
  if ('raw' in response && !response.sent) sendReply(response, { problem, headers, onHookFailure });
  else endRaw(rawResponse(response), problem, headers);
}

type HeaderList = readonly (readonly [string, string | string[]])[];

interface Sending {
  readonly problem: WireProblem;
  readonly headers: HeaderList;
  readonly onHookFailure: (failure: unknown) => void;
}

function sendReply(reply: ReplyLike, { problem, headers, onHookFailure }: Sending): void {
  const send = reply.send.bind(reply);
  dropHeaders(reply);
  for (const [name, value] of headers) reply.header(name, value);
  reply.code(problem.status);
  clearStatusMessage(reply.raw);
  // Fastify hands what an onSend hook throws to its own last error handler, which answers with the message through
  // `reply.send`; this is the only place to get between.
  reply.send = (failure: unknown) => {
    onHookFailure(failure);
    if (!reply.raw.headersSent) endRaw(reply.raw, problem, mergeReplyHeaders(reply, headers));
    return reply;
  };
  // Fastify adds a charset parameter, which this media type does not have, to strings that no serializer of their own
  // wrote. Bytes would do as well, but only a string leaves in one chunk with the head; see docs/benchmarks.md.
  reply.serializer(asItIs);
  send(problem.body);
}

function asItIs(payload: string): string {
  return payload;
}

function endRaw(raw: ServerResponse, problem: WireProblem, headers: HeaderList): void {
  for (const name of raw.getHeaderNames()) if (STALE_HEADERS.has(name)) raw.removeHeader(name);
  for (const [name, value] of headers) raw.setHeader(name, value);
  raw.setHeader('content-length', Buffer.byteLength(problem.body));
  raw.statusCode = problem.status;
  clearStatusMessage(raw);
  raw.end(problem.body);
}

/** The phrase of the answer that was lost; HTTP/2 has none, and Node warns of looking at it. */
function clearStatusMessage(raw: ServerResponse): void {
  if (raw.req.httpVersionMajor < 2) raw.statusMessage &&= '';
}

/** Headers of every problem, then those of this one; what HTTP forbids in a header is left out rather than thrown. */
function headersOf(problem: WireProblem, vary: unknown): HeaderList {
  const list: [string, string][] = [];
  for (const [given, value] of Object.entries(problem.headers)) {
    const [name, text] = [given.toLowerCase(), String(value)] as const;
    if (!STALE_HEADERS.has(name) && isValidHeader(name, text)) list.push([name, text]);
  }
  list.push(['content-type', problem.contentType]);
  if (problem.language !== undefined) list.push(['content-language', problem.language]);
  list.push(['cache-control', 'no-store'], ['vary', mergeVary(vary, problem.variesBy)]);
  return list;
}

/** Drops what is stale, and what Node refuses: one such header would make the whole answer fail. */
function dropHeaders(reply: ReplyLike): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (STALE_HEADERS.has(name) || !isValidHeader(name, value)) reply.removeHeader(name);
  }
}

function mergeReplyHeaders(reply: ReplyLike, headers: HeaderList): HeaderList {
  const kept = Object.entries(reply.getHeaders()).filter(([name, value]) => isValidHeader(name, value));
  return [...(kept as [string, string | string[]][]), ...headers];
}

function isValidHeader(name: string, value: unknown): boolean {
  try {
    validateHeaderName(name);
    for (const line of [value].flat()) validateHeaderValue(name, line as string);
    return true;
  } catch {
    return false;
  }
}
