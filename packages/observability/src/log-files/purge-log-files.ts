import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLogFileName } from './log-file-name.js';
import { daysBetween, utcDay } from './utc-day.js';

export interface Purge {
  readonly directory: string;
  readonly service: string;
  readonly retentionDays: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What became of a purge. */
export interface PurgeResult {
  /** Names of files that are gone. */
  readonly removed: readonly string[];
  /** What could not be removed, and why. */
  readonly failures: readonly Error[];
}

/**
 * Removes the log files of a service that are older than `retentionDays`, by the date in their names alone: the time of a
 * file changes when it is copied, restored or compressed. Whatever has another name is left alone.
 */
export async function purgeLogFiles({ directory, service, retentionDays, now }: Purge): Promise<PurgeResult> {
  const removed: string[] = [];
  const failures: Error[] = [];
  const today = utcDay(now);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const name = parseLogFileName(entry.name);
    if (!entry.isFile() || name?.service !== service) continue;
    if (daysBetween(name.day, today) <= retentionDays) continue;
    try {
      await unlink(join(directory, entry.name));
      removed.push(entry.name);
    } catch (error) {
      // Another process of the service may purge at the same moment.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
        failures.push(asError(error));
    }
  }
  return { removed, failures };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
