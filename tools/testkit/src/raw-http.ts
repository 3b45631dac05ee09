import { connect } from 'node:net';

export interface RawResponse {
  readonly status: number;
  /** Every header line as `[lower-case name, value]`, duplicates kept. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** True when the server closed the connection before the deadline. */
  readonly closed: boolean;
}

/**
 * Sends exactly these bytes over a socket and reads until the server closes or `deadlineMs` passes:
 * for malformed requests that no HTTP client agrees to send, and for counting header lines.
 */
export function rawHttp(port: number, request: string, deadlineMs = 2_000): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let received = '';
    let closed = false;
    const timer = setTimeout(() => socket.destroy(), deadlineMs);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('end', () => (closed = true));
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(parseResponse(received, closed));
    });
  });
}

/** A well-formed request that asks the server to close, for `rawHttp`. */
export function getRequest(path: string, method = 'GET'): string {
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
}

function parseResponse(text: string, closed: boolean): RawResponse {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n'), closed };
}
