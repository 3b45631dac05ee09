import type { ServerResponse } from 'node:http';

/** Ends an answer that cannot be finished so that no client takes it for a complete one. */
export function cutConnection(raw: ServerResponse): void {
  if (raw.writableEnded) return;
  if (endsWithConnection(raw)) resetSocket(raw);
  raw.destroy();
}

/** Does the same to a response that something else destroys: a framework whose stream failed. For HTTP/1.0. */
export function resetWhenDestroyed(raw: ServerResponse): void {
  const destroy = raw.destroy.bind(raw);
  raw.destroy = (error) => {
    if (!raw.writableEnded && endsWithConnection(raw)) resetSocket(raw);
    return destroy(error);
  };
}

/**
 * A body without length or chunks ends where the connection does (RFC 9112 section 6.3): closing it in the middle looks
 * like its end, resetting it does not.
 */
function endsWithConnection(raw: ServerResponse): boolean {
  return (
    raw.headersSent &&
    raw.req.httpVersionMajor < 2 &&
    !raw.chunkedEncoding &&
    !raw.hasHeader('content-length')
  );
}

function resetSocket({ socket }: ServerResponse): void {
  try {
    socket?.resetAndDestroy();
  } catch {
    // Only TCP can be reset; the response is destroyed in any case.
  }
}
