import type { ServerResponse } from 'node:http';

/**
 * Ends an answer that cannot be finished so that no client takes it for a complete one. A body without length or chunks
 * ends where the connection does (RFC 9112 section 6.3), so there the connection is reset rather than closed.
 */
export function cutConnection(raw: ServerResponse): void {
  if (raw.writableEnded) return;
  const endsWithConnection =
    raw.headersSent &&
    !raw.chunkedEncoding &&
    !raw.hasHeader('content-length') &&
    raw.req.httpVersionMajor < 2;
  if (endsWithConnection) resetSocket(raw);
  raw.destroy();
}

function resetSocket({ socket }: ServerResponse): void {
  try {
    socket?.resetAndDestroy();
  } catch {
    // Only TCP can be reset; the response is destroyed in any case.
  }
}
