import { constants, type Http2ServerResponse } from 'node:http2';
import type { ServerResponse } from 'node:http';

/** Ends an answer that cannot be finished so that no client takes it for a complete one. */
export function cutConnection(raw: ServerResponse): void {
  if (raw.writableEnded) return;
  tellFailure(raw);
  raw.destroy();
}

/**
 * Does the same to a response that something else destroys, such as a framework whose stream failed: needed for all but
 * HTTP/1.1, where the missing last chunk says it.
 */
export function cutWhenDestroyed(raw: ServerResponse): void {
  const destroy = raw.destroy.bind(raw);
  raw.destroy = (error) => {
    if (!raw.writableEnded) tellFailure(raw);
    return destroy(error);
  };
}

/**
 * HTTP/2 ends a stream that is merely destroyed without an error. A body of HTTP/1 without length or chunks ends where the
 * connection does (RFC 9112 section 6.3): closing it in the middle looks like its end, resetting it does not.
 */
function tellFailure(raw: ServerResponse): void {
  if (!raw.headersSent) return;
  if (isHttp2(raw)) raw.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else if (!raw.chunkedEncoding && !raw.hasHeader('content-length')) resetSocket(raw);
}

/** Fastify hands both kinds around under one type. */
function isHttp2(raw: ServerResponse | Http2ServerResponse): raw is Http2ServerResponse {
  return raw.req.httpVersionMajor > 1;
}

function resetSocket({ socket }: ServerResponse): void {
  try {
    socket?.resetAndDestroy();
  } catch {
    // Only TCP can be reset; the response is destroyed in any case.
  }
}
