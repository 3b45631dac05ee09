import { closeSync, openSync, readSync } from 'node:fs';

export type ServiceName = 'gateway' | 'orders' | 'worker';

/** A line of a service's log. */
export interface LogLine {
  readonly service: ServiceName;
  readonly raw: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of the request that it tells of, whichever it says that it belongs to. */
  readonly marker: string | undefined;
}

const MARKER = /\bm\d{7}\b/;
const CHUNK = 1024 * 1024;

/** Reads what a service has written since it was last read. */
export class LogTail implements Disposable {
  private readonly file: number;
  private readonly chunk = Buffer.alloc(CHUNK);
  private rest = Buffer.alloc(0);
  private readonly read: LogLine[] = [];

  constructor(
    private readonly service: ServiceName,
    path: string,
  ) {
    this.file = openSync(path, 'r');
  }

  /** All lines there are by now. */
  lines(): readonly LogLine[] {
    for (let length; (length = readSync(this.file, this.chunk, 0, CHUNK, null)) > 0;) {
      const bytes = Buffer.concat([this.rest, this.chunk.subarray(0, length)]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      this.rest = bytes.subarray(end);
      for (const raw of bytes.toString('utf8', 0, end).split('\n'))
        if (raw !== '') this.read.push(this.line(raw));
    }
    return this.read;
  }

  [Symbol.dispose](): void {
    closeSync(this.file);
  }

  private line(raw: string): LogLine {
    return { service: this.service, raw, fields: fieldsOf(raw), marker: MARKER.exec(raw)?.[0] };
  }
}

/** What is no JSON comes from Node itself, which says on standard error why a process ends. */
function fieldsOf(raw: string): Record<string, unknown> {
  try {
    return JSON.parse(raw) as Record<string, unknown>;
  } catch {
    return { level: 60, msg: raw };
  }
}
