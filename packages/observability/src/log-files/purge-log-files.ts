import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLogFileName } from './log-file-name.js';
import { daysBetween, utcDay } from './utc-day.js';

export interface Purge {
  readonly directory: string;
  readonly service: string;
  readonly retentionDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of what could not be removed. */
  readonly onProblem: (problem: Error) => void;
}

/**
 * Removes the log files of a service that are older than `retentionDays`, by the date in their names alone: the time of a
 * file changes when it is copied, restored or compressed. Whatever has another name is left alone.
 */
export async function purgeLogFiles({
  directory,
  service,
  retentionDays,
  now,
  onProblem,
}: Purge): Promise<void> {
  const today = utcDay(now());
  try {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const name = parseLogFileName(entry.name);
      if (!entry.isFile() || name?.service !== service) continue;
      if (daysBetween(name.day, today) <= retentionDays) continue;
      // Another process of the service may purge at the same moment: what is gone already is no error.
      await rm(join(directory, entry.name), { force: true }).catch(onProblem);
    }
  } catch (cause) {
    onProblem(new Error(`dailyLogFiles: old files in ${directory} cannot be removed.`, { cause }));
  }
}
