import { Writable } from 'node:stream';

/** A stream that keeps every JSON line written to it, for loggers that accept a destination. */
export class CapturedLines extends Writable {
  private tail = '';
  readonly lines: Record<string, unknown>[] = [];
  /** The lines as written, for finding duplicate keys that `JSON.parse` hides. */
  readonly raw: string[] = [];

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    const parts = (this.tail + chunk.toString()).split('\n');
    this.tail = parts.pop() ?? '';
    for (const part of parts.filter(Boolean)) {
      this.raw.push(part);
      this.lines.push(JSON.parse(part) as Record<string, unknown>);
    }
    done();
  }

  clear(): void {
    this.lines.length = 0;
    this.raw.length = 0;
  }
}
