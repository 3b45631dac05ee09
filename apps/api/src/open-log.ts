import { dailyLogFiles, LogFilesError, type DailyLogFiles } from '@couplekit/observability';
import { destination, type DestinationStream } from 'pino';
import type { ApiConfig } from './api-config.js';
import { StartError } from './start-error.js';

/** At most so much of the log waits, for at most so long. */
const BUFFER_BYTES = 4096;
const FLUSH_EVERY_MS = 100;

/** Where log lines go. */
export interface ServiceLog {
  /** Undefined for a terminal, which gets lines for people. */
  readonly destination: DestinationStream | undefined;
  /** Writes what waits. */
  close(): Promise<void>;
}

/**
 * Daily files in `LOG_DIR`; else standard output, several lines in one write: a write for each line costs the service a
 * seventh of its CPU under load. What waits is written at the stop and when the process ends by itself; a SIGKILL loses up
 * to a tenth of a second, and of files what was logged in the same turn of the event loop.
 * @throws {StartError} when no file can be written in `LOG_DIR`
 */
export function openLog({ logDir }: Pick<ApiConfig, 'logDir'>): ServiceLog {
  if (logDir !== undefined) {
    const files = openFiles(logDir);
    return { destination: files, close: () => files.end() };
  }
  if (process.stdout.isTTY) return { destination: undefined, close: () => Promise.resolve() };
  const output = destination({
    dest: 1,
    sync: false,
    minLength: BUFFER_BYTES,
    periodicFlush: FLUSH_EVERY_MS,
  });
  return { destination: output, close: async () => output.flushSync() };
}

function openFiles(directory: string): DailyLogFiles {
  try {
    return dailyLogFiles({ directory, service: 'couplekit-api' });
  } catch (cause) {
    if (!(cause instanceof LogFilesError)) throw cause;
    throw new StartError('LOG_DIR must be a directory in which log files can be written.', { cause });
  }
}
