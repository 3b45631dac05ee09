import type { DestinationStream } from 'pino';
import { SERVICE_IN_FILE_NAME } from './log-file-name.js';
import { RollingLogFile } from './rolling-log-file.js';

/** Options of {@link dailyLogFiles}. */
export interface DailyLogFilesOptions {
  /** Where the files are; it is made if it is missing. */
  readonly directory: string;
  /** The first part of their names, `service.2026-11-23.log`. @default `app` */
  readonly service?: string;
  /** Days after which files are removed, by their names, at the start and at midnight. @default 30 */
  readonly retentionDays?: number;
  /**
   * From this size on, in bytes, a day goes on in a next file.
   *
   * Such as `service.2026-11-23.1.log`.
   * @default no limit
   */
  readonly maxFileBytes?: number;
  /**
   * Told of a full disk, lost lines, files that cannot be removed.
   *
   * @default a line of JSON on standard error
   */
  readonly onProblem?: (problem: Error) => void;
}

/** Where `dailyLogFiles` writes; a destination of pino. */
export interface DailyLogFiles extends DestinationStream {
  /** Takes one line, with its line break. */
  write(line: string): void;
  /** Writes what waits: the lines of this turn of the event loop, and those that a full disk has refused. */
  flush(done?: (error?: Error) => void): void;
  /** As `flush`; pino calls it at a fatal line. It does not wait for a full disk. */
  flushSync(): void;
  /** Writes what waits, and closes the file. A line that comes later is still written. */
  end(): Promise<void>;
}

/**
 * Log files, one a UTC day, for `ObservabilityModule.forRoot({ logDestination })`. Lines are written together when the turn
 * of the event loop in which they came up is over, and at the end of the process, also by an uncaught error. Old files are
 * removed at the start and at midnight.
 * @throws {TypeError} naming the option that is wrong
 * @throws {LogFilesError} when no file can be written there
 */
export function dailyLogFiles(options: DailyLogFilesOptions): DailyLogFiles {
  const { directory, service = 'app', retentionDays = 30, maxFileBytes = Number.POSITIVE_INFINITY } = options;
  if (typeof directory !== 'string' || directory === '') throw wrong('directory must be a path');
  if (!SERVICE_IN_FILE_NAME.test(service)) {
    throw wrong('service must be 1 to 128 of A-Z a-z 0-9 _ . - and begin with none of . and -');
  }
  if (!Number.isInteger(retentionDays) || retentionDays < 1) throw wrong('retentionDays must be 1 or more');
  if (!(maxFileBytes >= 1024)) throw wrong('maxFileBytes must be 1024 or more');
  const onProblem = options.onProblem ?? ((problem) => complain(service, problem));
  return new RollingLogFile({ directory, service, retentionDays, maxFileBytes, onProblem, now: Date.now });
}

function wrong(rule: string): TypeError {
  return new TypeError(`dailyLogFiles: ${rule}.`);
}

function complain(service: string, problem: Error): void {
  const line = {
    level: 50,
    time: new Date().toISOString(),
    service,
    event: 'log_files',
    msg: problem.message,
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
