import { mergeVary } from '../telling/merge-vary.js';
import type { ProblemResponse } from '../telling/write-problem.js';
import type { DocsPage } from './docs-library.js';
import { isNotModified } from './is-not-modified.js';

/** Pages change with a release; the entity tag makes asking again cheap. */
const CACHE_CONTROL = 'public, max-age=300';

/** Answers with a page, or with 304 where the client has it (RFC 9110 section 15.4.5). */
export function sendDocsPage(
  response: ProblemResponse,
  page: DocsPage,
  ifNoneMatch: string | undefined,
): void {
  const isUnchanged = isNotModified(ifNoneMatch, page.etag);
  const headers = {
    etag: page.etag,
    'cache-control': CACHE_CONTROL,
    vary: mergeVary(response.getHeader('vary'), ['Accept', 'Accept-Language']),
    ...(isUnchanged ? {} : page.headers),
  };
  const status = isUnchanged ? 304 : 200;
  const body = isUnchanged ? undefined : page.body;
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
