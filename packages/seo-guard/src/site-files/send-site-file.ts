import type { ServerResponse } from 'node:http';
import { isUnchanged, type SiteFile } from './site-file.js';

/** The parts of Fastify's reply that are used; Express answers through Node's own response. */
export interface FastifyReplyLike {
  readonly raw: ServerResponse;
  header(name: string, value: string): unknown;
  code(status: number): unknown;
  send(body?: Buffer): unknown;
}

/** How a file may be kept, and what the client has of it. */
export interface Freshness {
  readonly ifNoneMatch: string | undefined;
  readonly maxAgeSeconds: number;
}

/** Answers with a file, or with 304 where the client has it (RFC 9110 section 15.4.5). */
export function sendSiteFile(
  response: FastifyReplyLike | ServerResponse,
  file: SiteFile,
  { ifNoneMatch, maxAgeSeconds }: Freshness,
): void {
  const unchanged = isUnchanged(file, ifNoneMatch);
  const headers = {
    etag: file.etag,
    'cache-control': `public, max-age=${maxAgeSeconds}`,
    ...(unchanged ? {} : { 'content-type': file.contentType, 'x-content-type-options': 'nosniff' }),
  };
  const status = unchanged ? 304 : 200;
  const body = unchanged ? undefined : file.body;
  if ('raw' in response) {
    for (const [name, value] of Object.entries(headers)) response.header(name, value);
    response.code(status);
    response.send(body);
  } else {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.statusCode = status;
    if (body) response.setHeader('content-length', body.length);
    response.end(body);
  }
}
