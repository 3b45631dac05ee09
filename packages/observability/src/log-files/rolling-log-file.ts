import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination } from 'pino';
import type { DailyLogFiles, DailyLogFilesOptions } from './daily-log-files.js';
import { formatLogFileName } from './log-file-name.js';
import { LogFilesError } from './log-files-error.js';
import { purgeLogFiles } from './purge-log-files.js';
import { DAY_MS, utcDay } from './utc-day.js';

export interface RollingLogFileOptions extends Required<DailyLogFilesOptions> {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How often it is seen whether the file was moved, its day is over, or the disk takes lines again, in ms. */
const LOOK_EVERY_MS = 1000;
/** So many bytes are written at once, if there are as many before the event loop's turn is over. */
const WRITTEN_AT_ONCE = 4096;
/** How much is kept while nothing can be written, in bytes; past it the newest lines are lost and counted. */
const KEPT_BYTES = 16 * 1024 * 1024;
const MODE = 0o640;

/**
 * Pino's file destination, which buffers and keeps what is refused, led from file to file. It writes synchronously: what is
 * on its way to the disk in another thread is lost when the process ends, and its `flushSync` waits for a full disk forever.
 */
export class RollingLogFile implements DailyLogFiles {
  private readonly stream: ReturnType<typeof destination>;
  private readonly timer: NodeJS.Timeout;
  /** How many days since 1970. */
  private day: number;
  private part = 0;
  /** What the name led to when it was opened; undefined if it could not be opened. */
  private file: string | undefined;
  private size = 0;
  private turn: NodeJS.Immediate | undefined;
  private failure: LogFilesError | undefined;
  private lost = 0;
  private ended = false;
  private purging: Promise<void>;

  constructor(private readonly options: RollingLogFileOptions) {
    this.day = this.today();
    try {
      const dest = this.pathWithRoom();
      this.stream = destination({ dest, sync: true, mkdir: true, mode: MODE, minLength: WRITTEN_AT_ONCE, maxLength: KEPT_BYTES }); // prettier-ignore
      this.opened(dest);
    } catch (cause) {
      throw new LogFilesError(options.directory, cause);
    }
    this.stream.on('write', (bytes: number) => this.written(bytes));
    this.stream.on('error', (cause: unknown) => this.failed(cause));
    this.stream.on('drop', (text: string) => (this.lost += text.split('\n').length - 1));
    this.purging = purgeLogFiles(this.options);
    this.timer = setInterval(() => this.flushSync(), LOOK_EVERY_MS).unref();
    process.once('exit', this.close);
  }

  write(line: string): void {
    if (this.ended) return this.writeLate(line);
    if (this.today() !== this.day || this.size >= this.options.maxFileBytes) this.flushSync();
    this.stream.write(line);
    this.turn ??= setImmediate(this.endOfTurn);
  }

  flush(done?: (error?: Error) => void): void {
    this.flushSync();
    done?.(this.failure);
  }

  flushSync(): void {
    if (this.ended) return;
    this.drain();
    this.follow();
    if (this.failure) this.drain();
  }

  async end(): Promise<void> {
    this.close();
    await this.purging;
  }

  private readonly close = (): void => {
    if (this.ended) return;
    this.flushSync();
    this.ended = true;
    if (this.failure) this.options.onProblem(new Error('dailyLogFiles: the last log lines were lost.'));
    clearInterval(this.timer);
    clearImmediate(this.turn);
    process.removeListener('exit', this.close);
    this.stream.destroy();
  };

  private readonly endOfTurn = (): void => {
    this.turn = undefined;
    this.drain();
  };

  private drain(): void {
    const { failure } = this;
    this.stream.flush();
    // The first one wrote what had been refused; what came after it may be left.
    if (failure && !this.failure) this.stream.flush();
  }

  /** Opens the file that is due, unless it is open. Where that fails, lines go on where they went. */
  private follow(): void {
    const today = this.today();
    if (today !== this.day) {
      [this.day, this.part] = [today, 0];
      this.purging = purgeLogFiles(this.options);
    }
    try {
      const path = this.pathWithRoom();
      if (this.file === undefined || fileAt(path)?.id !== this.file) this.stream.reopen(path);
      this.opened(path);
    } catch (cause) {
      // What waits there to close the file before would close it once more, or another file, after the next try.
      this.stream.removeAllListeners('ready');
      this.file = undefined;
      this.failed(cause);
    }
  }

  private today(): number {
    return Math.floor(this.options.now() / DAY_MS);
  }

  /** The first file of the day that is not full. */
  private pathWithRoom(): string {
    const { directory, service, maxFileBytes } = this.options;
    for (const day = utcDay(this.day * DAY_MS); ; this.part++) {
      const path = join(directory, formatLogFileName({ service, day, part: this.part }));
      if ((fileAt(path)?.size ?? 0) < maxFileBytes) return path;
    }
  }

  private opened(path: string): void {
    const file = fileAt(path);
    this.file = file?.id;
    this.size = file?.size ?? 0;
  }

  private written(bytes: number): void {
    this.size += bytes;
    if (!this.failure || this.file === undefined) return;
    this.failure = undefined;
    const { lost } = this;
    this.lost = 0;
    if (lost > 0) this.options.onProblem(new Error(`dailyLogFiles: ${lost} log lines were lost.`));
  }

  private failed(cause: unknown): void {
    if (this.failure) return;
    this.failure = new LogFilesError(this.options.directory, cause);
    this.options.onProblem(this.failure);
  }

  private writeLate(line: string): void {
    try {
      [this.day, this.part] = [this.today(), 0];
      mkdirSync(this.options.directory, { recursive: true });
      appendFileSync(this.pathWithRoom(), line, { mode: MODE });
    } catch (cause) {
      this.failed(cause);
    }
  }
}

function fileAt(path: string): { readonly id: string; readonly size: number } | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { id: `${found.dev} ${found.ino}`, size: found.size };
}
