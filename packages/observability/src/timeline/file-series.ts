import { parseLogFileName } from '../log-files/log-file-name.js';

/** Which files were one before they were rotated, and which of them is newer when their times do not tell. */
export interface FileSeries {
  readonly series: string;
  /** Greater is newer. */
  readonly age: number;
}

/**
 * `app.log.2` is older than `app.log.1`, and that than `app.log`; `app.2026-11-23.log` is older than
 * `app.2026-11-23.1.log`. Other numbers and dates at the end are taken for logrotate's.
 */
export function fileSeries(path: string): FileSeries {
  const folder = path.replace(/[^\\/]*$/, '');
  const name = path.slice(folder.length);
  const daily = parseLogFileName(name);
  if (daily) return { series: `${folder}${daily.service}`, age: Date.parse(daily.day) + daily.part };
  const rotated = /^(.*?)(?:[.-](\d+))?(?:\.gz)?$/s.exec(name);
  const [, stem = name, number] = rotated ?? [];
  const age =
    number === undefined ? Number.MAX_SAFE_INTEGER : number.length >= 8 ? Number(number) : -Number(number);
  return { series: folder + stem, age };
}
