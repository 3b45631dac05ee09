import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppendFile } from './append-file.js';
import type { DailyLogFiles } from './daily-log-files.js';
import { formatLogFileName } from './log-file-name.js';
import { LogFilesError } from './log-files-error.js';
import { purgeLogFiles } from './purge-log-files.js';
import { UnwrittenLines } from './unwritten-lines.js';
import { DAY_MS, startOfUtcDay, utcDay } from './utc-day.js';

export interface RollingLogFileOptions {
  readonly directory: string;
  readonly service: string;
  readonly retentionDays: number;
  readonly maxFileBytes: number;
  readonly onProblem: (problem: Error) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How often, at most, a file is looked after (has somebody moved it?) or a refused write is tried again, in ms. */
const LOOK_EVERY_MS = 1000;
/** How much is kept while nothing can be written, in bytes. */
const KEPT_BYTES = 16 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);

/** A log file that follows the UTC date. What the disk refuses waits in memory; nothing else ever does. */
export class RollingLogFile implements DailyLogFiles {
  private readonly unwritten = new UnwrittenLines(KEPT_BYTES);
  private file: AppendFile | undefined;
  private dayStart = Number.NaN;
  private nextLook = 0;
  private failure: LogFilesError | undefined;
  private ended = false;
  private timer: NodeJS.Timeout | undefined;
  private purging: Promise<void> = Promise.resolve();

  constructor(private readonly options: RollingLogFileOptions) {
    try {
      this.open(options.now());
    } catch (cause) {
      throw new LogFilesError(options.directory, cause);
    }
    this.wakeUp();
  }

  write(line: string): void {
    const data = Buffer.from(line);
    if (this.failure && this.options.now() < this.nextLook) return this.unwritten.add(data);
    this.attempt(data);
  }

  flush(done?: (error?: Error) => void): void {
    this.flushSync();
    done?.(this.failure);
  }

  flushSync(): void {
    if (this.failure) this.attempt();
  }

  async end(): Promise<void> {
    this.flushSync();
    this.ended = true;
    if (this.failure) this.options.onProblem(new Error('dailyLogFiles: the last log lines were lost.'));
    clearTimeout(this.timer);
    this.closeFile();
    await this.purging;
  }

  private attempt(data = NOTHING): void {
    let rest = data;
    try {
      const file = this.currentFile();
      this.unwritten.drain((kept) => file.write(kept));
      while (rest.length > 0) rest = rest.subarray(file.write(rest));
      if (this.failure) this.recovered();
    } catch (cause) {
      this.unwritten.add(rest);
      this.failed(cause);
    }
  }

  private currentFile(): AppendFile {
    const now = this.options.now();
    const isToday = now >= this.dayStart && now < this.dayStart + DAY_MS;
    if (!this.file || !isToday || this.failure) return this.open(now);
    if (this.file.bytes >= this.options.maxFileBytes) return this.open(now);
    if (now < this.nextLook && this.nextLook - now <= LOOK_EVERY_MS) return this.file;
    this.nextLook = now + LOOK_EVERY_MS;
    return this.file.isMoved() ? this.open(now) : this.file;
  }

  private open(now: number): AppendFile {
    const day = utcDay(now);
    mkdirSync(this.options.directory, { recursive: true });
    const file = new AppendFile(this.pathWithRoom(day));
    this.closeFile();
    this.file = file;
    const dayStart = startOfUtcDay(day) ?? now;
    if (dayStart !== this.dayStart) this.purging = this.purge(now);
    this.dayStart = dayStart;
    return file;
  }

  /** The first file of the day that is not full. */
  private pathWithRoom(day: string): string {
    const { directory, service, maxFileBytes } = this.options;
    for (let part = 0; ; part++) {
      const path = join(directory, formatLogFileName({ service, day, part }));
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < maxFileBytes) return path;
    }
  }

  private closeFile(): void {
    this.file?.close();
    this.file = undefined;
  }

  private failed(cause: unknown): void {
    this.nextLook = this.options.now() + LOOK_EVERY_MS;
    const isNew = !this.failure;
    this.failure = new LogFilesError(this.options.directory, cause);
    if (isNew) this.options.onProblem(this.failure);
    this.wakeUp();
  }

  private recovered(): void {
    this.failure = undefined;
    const lost = this.unwritten.takeLost();
    if (lost > 0) this.options.onProblem(new Error(`dailyLogFiles: ${lost} log lines were lost.`));
    this.wakeUp();
  }

  /** Sees to a new day and to failures also while nothing is logged. */
  private wakeUp(): void {
    clearTimeout(this.timer);
    if (this.ended) return;
    const at = this.failure ? this.nextLook : this.dayStart + DAY_MS;
    const wait = Math.max(1, at - this.options.now());
    this.timer = setTimeout(() => {
      this.attempt();
      this.wakeUp();
    }, wait).unref();
  }

  private async purge(now: number): Promise<void> {
    const { directory, service, retentionDays, onProblem } = this.options;
    try {
      const { failures } = await purgeLogFiles({ directory, service, retentionDays, now });
      for (const failure of failures) onProblem(failure);
    } catch (cause) {
      onProblem(new Error(`dailyLogFiles: old files in ${directory} cannot be removed.`, { cause }));
    }
  }
}
