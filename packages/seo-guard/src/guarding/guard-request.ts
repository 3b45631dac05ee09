import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Demands } from './demands.js';
import { guardHttp2, guardResponse } from './guard-response.js';

/** Guards the response of a request, and keeps the framework from answering from a cache that must not exist. */
export function guardRequest(
  request: IncomingMessage,
  response: ServerResponse | Http2ServerResponse,
  demands: Demands,
): void {
  if ('stream' in response) guardHttp2(response.stream, demands);
  else guardResponse(response, demands);
  if (demands.uncached) forgetValidators(request);
}

/** Express answers 304 by itself. RFC 9110 sections 13.1.2 and 13.1.3 */
function forgetValidators({ headers }: IncomingMessage): void {
  for (const name of ['if-none-match', 'if-modified-since']) {
    if (name in headers) delete headers[name];
  }
}
