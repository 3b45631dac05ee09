import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** A run of whole lines. It is only valid until the next one is asked for. */
export interface Block {
  readonly bytes: Buffer;
  /** The file's last line, which no newline ends. */
  readonly isUnended: boolean;
  /** Lines before it that were too long to be kept. */
  readonly skippedLines: number;
}

const CHUNK = 1024 * 1024;
/** A line that is longer is skipped, so that a file without newlines cannot fill the memory. */
const LONGEST_LINE = 64 * CHUNK;
const NEWLINE = 10;

/**
 * Reads a file, gzipped (RFC 1952) or not, in blocks of whole lines; memory stays constant.
 * @throws what the file system or zlib throw
 */
export async function* readBlocks(path: string): AsyncGenerator<Block> {
  const lines = new WholeLines();
  let failure: { readonly cause: unknown } | undefined;
  try {
    for await (const chunk of readChunks(path)) {
      const block = lines.take(chunk);
      if (block) yield block;
      lines.forget();
    }
  } catch (cause) {
    failure = { cause };
  }
  // What was read before a damaged place counts.
  const rest = lines.end();
  if (rest) yield rest;
  if (failure) throw failure.cause;
}

/** Whether zlib could not read on; there is nothing wrong with the file system then. */
export function isGzipDamage(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && /^Z_\w+$/.test(String(cause.code));
}

/** Puts chunks together to whole lines. */
class WholeLines {
  private buffer = Buffer.allocUnsafe(2 * CHUNK);
  private used = 0;
  private whole = 0;
  private skippedLines = 0;
  private isSkipping = false;

  take(chunk: Buffer): Block | undefined {
    const fresh = this.afterSkipped(chunk);
    this.makeRoom(fresh.length);
    fresh.copy(this.buffer, this.used);
    const end = fresh.lastIndexOf(NEWLINE);
    this.whole = end < 0 ? 0 : this.used + end + 1;
    this.used += fresh.length;
    return this.whole === 0 ? undefined : this.block(this.whole, false);
  }

  /** Makes room for what follows the last block. */
  forget(): void {
    this.buffer.copyWithin(0, this.whole, this.used);
    this.used -= this.whole;
    this.whole = 0;
    if (this.used <= LONGEST_LINE) return;
    this.isSkipping = true;
    this.skippedLines++;
    this.used = 0;
  }

  end(): Block | undefined {
    return this.used > 0 || this.skippedLines > 0 ? this.block(this.used, true) : undefined;
  }

  private block(length: number, isUnended: boolean): Block {
    const { skippedLines } = this;
    this.skippedLines = 0;
    return { bytes: this.buffer.subarray(0, length), isUnended, skippedLines };
  }

  private afterSkipped(chunk: Buffer): Buffer {
    if (!this.isSkipping) return chunk;
    const end = chunk.indexOf(NEWLINE);
    if (end < 0) return chunk.subarray(chunk.length);
    this.isSkipping = false;
    return chunk.subarray(end + 1);
  }

  private makeRoom(more: number): void {
    if (this.used + more <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.used + more));
    this.buffer.copy(larger, 0, 0, this.used);
    this.buffer = larger;
  }
}

async function* readChunks(path: string): AsyncGenerator<Buffer> {
  if (await isGzip(path)) {
    const file = createReadStream(path, { highWaterMark: CHUNK });
    const unzipped = createGunzip({ chunkSize: CHUNK });
    file.on('error', (error) => unzipped.destroy(error)).pipe(unzipped);
    yield* unzipped as AsyncIterable<Buffer>;
    return;
  }
  await using file = await open(path);
  const chunk = Buffer.allocUnsafe(CHUNK);
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK);
    if (bytesRead === 0) return;
    yield chunk.subarray(0, bytesRead);
  }
}

async function isGzip(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}
