import type { ResponseLike } from './response-like.js';

/** A body that was read, or why it was not. */
export type BodyReading =
  | { readonly state: 'complete'; readonly bytes: Uint8Array }
  | { readonly state: 'none' | 'used' | 'too-large' | 'broken' };

/** The part of a web stream that reading needs; declared here because the names of the type differ by platform. */
interface ByteStream {
  readonly locked?: boolean;
  getReader(): ByteReader;
  cancel?(reason?: unknown): Promise<void>;
}

interface ByteReader {
  read(): Promise<{ readonly done?: boolean; readonly value?: unknown }>;
  cancel(reason?: unknown): Promise<void>;
}

/** Reads a body of at most `maxBytes`, chunk by chunk, and cancels what is more. Does not throw, whatever the body does. */
export async function readBody(response: ResponseLike, maxBytes: number): Promise<BodyReading> {
  try {
    if (response.bodyUsed) return { state: 'used' };
    const { body } = response;
    if (isByteStream(body)) return body.locked ? { state: 'used' } : await drain(body, response, maxBytes);
    if (body === null || !response.arrayBuffer) return { state: 'none' };
    if (statedLength(response) > maxBytes) return { state: 'too-large' };
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > maxBytes) return { state: 'too-large' };
    return bytes.length === 0 ? { state: 'none' } : { state: 'complete', bytes };
  } catch {
    return { state: 'broken' };
  }
}

/** Gives the connection of a body free that nobody will read. Does not throw. */
export function discardBody(response: ResponseLike): void {
  try {
    const { body } = response;
    if (isByteStream(body) && !body.locked) body.cancel?.().catch(ignore);
  } catch {
    // There is nothing to free in a body that cannot be looked at.
  }
}

async function drain(stream: ByteStream, response: ResponseLike, maxBytes: number): Promise<BodyReading> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = statedLength(response) > maxBytes ? Infinity : 0;
  while (length <= maxBytes) {
    const { done, value } = await reader.read();
    if (done) return length === 0 ? { state: 'none' } : { state: 'complete', bytes: join(chunks, length) };
    // Not instanceof: a page in a frame and some test runners have an Uint8Array of their own.
    if (!ArrayBuffer.isView(value)) throw new TypeError('A body is made of bytes.');
    chunks.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    length += value.byteLength;
  }
  // Not awaited: a source may take its time to stop, and what is known is known now.
  reader.cancel().catch(ignore);
  return { state: 'too-large' };
}

/** Content-Length counts the bytes on the wire, so it says nothing of a body that is compressed. */
function statedLength({ headers }: ResponseLike): number {
  const length = headers.get('content-encoding') ? null : headers.get('content-length');
  return length === null ? 0 : Number(length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function isByteStream(body: unknown): body is ByteStream {
  return typeof (body as Partial<ByteStream> | null | undefined)?.getReader === 'function';
}

function ignore(): void {}
