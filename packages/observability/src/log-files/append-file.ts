import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';

/** An open file that only grows. Every write reaches the operating system before it returns, or throws. */
export class AppendFile {
  private readonly fd: number;
  private size: number;

  constructor(readonly path: string) {
    this.fd = openSync(path, 'a', 0o640);
    this.size = fstatSync(this.fd).size;
  }

  /** Its length, as far as this process knows. */
  get bytes(): number {
    return this.size;
  }

  /** Writes some of it, and returns how much. */
  write(data: Buffer): number {
    const written = writeSync(this.fd, data);
    this.size += written;
    return written;
  }

  /** Whether its name leads to another file now, or to none; and sees what other processes have written. */
  isMoved(): boolean {
    const own = fstatSync(this.fd);
    this.size = own.size;
    const named = statSync(this.path, { throwIfNoEntry: false });
    return named?.ino !== own.ino || named.dev !== own.dev;
  }

  close(): void {
    closeSync(this.fd);
  }
}
