import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';

/** The beginning of a body. */
export interface ReadBody {
  readonly body: Uint8Array;
  readonly isCut: boolean;
}

/**
 * Reads at most this many bytes, counted without Content-Encoding, so that a small body cannot become a large one here. A body
 * that breaks off, cannot be decoded or takes too long is what came of it: a crawler has no more either.
 */
export async function readBody(message: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  if (maxBytes === 0) {
    message.destroy();
    return { body: new Uint8Array(), isCut: true };
  }
  const chunks: Buffer[] = [];
  let left = maxBytes;
  try {
    for await (const chunk of decoded(message) as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, left));
      left -= chunk.length;
      // Leaving the loop ends the connection.
      if (left < 0) break;
    }
  } catch {
    left = -1;
  }
  return { body: Buffer.concat(chunks), isCut: left < 0 };
}

function decoded(message: IncomingMessage): Readable {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase() ?? '';
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      // Whoever iterates is told of an error; nobody else needs to be.
      return pipeline(message, createUnzip(), () => undefined);
    case 'br':
      return pipeline(message, createBrotliDecompress(), () => undefined);
    default:
      return message;
  }
}
