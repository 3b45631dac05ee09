import { startOfUtcDay } from './utc-day.js';

/** What the name of a log file says. */
export interface LogFileName {
  readonly service: string;
  /** The UTC date of its lines, `2026-11-23`. */
  readonly day: string;
  /** 0 for the first file of the day, 1 for the next one after a size limit. */
  readonly part: number;
}

/** A service in file names: no separators, nothing hidden. */
export const SERVICE_IN_FILE_NAME = /^\w[\w.-]{0,127}$/;

const NAME = /^(\w[\w.-]{0,127})\.(\d{4}-\d{2}-\d{2})(?:\.(\d{1,6}))?\.log(?:\.gz)?$/;

/** `couple-api.2026-11-23.log`, `couple-api.2026-11-23.1.log` */
export function formatLogFileName({ service, day, part }: LogFileName): string {
  return `${service}.${day}${part === 0 ? '' : `.${part}`}.log`;
}

/** Undefined for anything that {@link formatLogFileName} did not name; `.gz` may have been appended later. */
export function parseLogFileName(name: string): LogFileName | undefined {
  const [, service, day, part = '0'] = NAME.exec(name) ?? [];
  if (service === undefined || day === undefined || startOfUtcDay(day) === undefined) return undefined;
  return { service, day, part: Number(part) };
}
