import { stat } from 'node:fs/promises';
import { parseLogFileName } from '../log-files/log-file-name.js';
import { utcDay } from '../log-files/utc-day.js';
import { readTime } from './log-line.js';
import { unreadable, type Input } from './inputs.js';
import { isGzipDamage, readBlocks } from './read-blocks.js';

/** Everything that tells how old a log file is. Dates are UTC. */
export interface AgeOfFile {
  readonly file: string;
  /** By its name. */
  readonly service: string | undefined;
  /** By its name. */
  readonly day: string | undefined;
  /** When it was last written to, as far as the file system knows. */
  readonly modifiedDay: string;
  /** Of the first line that has a time. */
  readonly firstLineDay: string | undefined;
}

/** Lines that are looked at for one with a time. */
const FIRST_LINES = 1_000;
/** A line of 23:59:59.999 may be written after midnight. */
const LATE_MS = 60_000;

/**
 * Looks at the name, the modification time and the first line, also in .gz.
 * @throws {CliError} when the file cannot be read
 */
export async function ageOfFile(input: Input, name: string): Promise<AgeOfFile> {
  const parsed = parseLogFileName(name.split(/[\\/]/).at(-1) ?? name);
  try {
    const { mtimeMs } = await stat(input.path);
    const first = await firstTime(input.path);
    return {
      file: name,
      service: parsed?.service,
      day: parsed?.day,
      modifiedDay: utcDay(mtimeMs),
      firstLineDay: first === undefined ? undefined : utcDay(first + LATE_MS),
    };
  } catch (cause) {
    throw unreadable(input.name, cause);
  }
}

async function firstTime(path: string): Promise<number | undefined> {
  try {
    for await (const { bytes } of readBlocks(path)) {
      const lines = bytes.toString('utf8').split('\n', FIRST_LINES);
      return lines.map(timeOf).find((time) => time !== undefined);
    }
  } catch (cause) {
    if (!isGzipDamage(cause)) throw cause;
  }
  return undefined;
}

function timeOf(line: string): number | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'time' in value ? readTime(value.time) : undefined;
  } catch {
    return undefined; // A later line may be whole.
  }
}
