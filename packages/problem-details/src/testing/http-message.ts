import type { ProblemAnswer } from './problem-answer.js';

/** What a socket has received of an answer so far. */
export interface ReceivedMessage {
  readonly answer: ProblemAnswer;
  /** True when the framing says that nothing more will come. */
  readonly isComplete: boolean;
}

/**
 * Parses an answer of HTTP/1.1 (RFC 9112 section 6); undefined while its head is not complete. Interim answers (1xx) are
 * skipped. Bytes that a HEAD is answered with stay visible, which no HTTP client lets one see.
 */
export function parseMessage(received: Buffer, method: string): ReceivedMessage | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
  const rest = received.subarray(end + 4);
  if (status >= 100 && status < 200) return parseMessage(rest, method);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const { bytes, isComplete, failure } = frame(rest, new Map(headers), method);
  const answer = { status, headers, bytes, isDecoded: false, method, ...(failure && { failure }) };
  return { answer, isComplete };
}

interface Framed {
  readonly bytes: Buffer;
  readonly isComplete: boolean;
  readonly failure?: string;
}

function frame(rest: Buffer, headers: ReadonlyMap<string, string>, method: string): Framed {
  if (method === 'HEAD') return { bytes: rest, isComplete: false };
  if (/\bchunked$/i.test(headers.get('transfer-encoding') ?? '')) return joinChunks(rest);
  const length = headers.get('content-length');
  if (length === undefined) return { bytes: rest, isComplete: false };
  const isComplete = rest.length >= Number(length);
  const failure = isComplete ? {} : { failure: `${rest.length} of ${length} bytes came` };
  return { bytes: rest.subarray(0, Number(length)), isComplete, ...failure };
}

function joinChunks(rest: Buffer): Framed {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = rest.indexOf('\r\n', position);
    const size = Number.parseInt(rest.subarray(position, Math.max(lineEnd, position)).toString('latin1'), 16);
    const start = lineEnd + 2;
    const isCut = lineEnd < 0 || Number.isNaN(size) || start + size + 2 > rest.length;
    if (isCut)
      return { bytes: Buffer.concat(chunks), isComplete: false, failure: 'the last chunk did not come' };
    if (size === 0) return { bytes: Buffer.concat(chunks), isComplete: true };
    chunks.push(rest.subarray(start, start + size));
    position = start + size + 2;
  }
}
