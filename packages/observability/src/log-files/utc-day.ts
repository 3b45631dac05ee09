/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The UTC date of an instant, `2026-11-23`. */
export function utcDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** When a UTC date began, in milliseconds since 1970; undefined if there is no such date. */
export function startOfUtcDay(day: string): number | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  return Number.isNaN(time) || utcDay(time) !== day ? undefined : time;
}

/** Whole days between two UTC dates: 0 for the same one, 31 from 23 October to 23 November. */
export function daysBetween(earlier: string, later: string): number {
  return Math.round(((startOfUtcDay(later) ?? Number.NaN) - (startOfUtcDay(earlier) ?? Number.NaN)) / DAY_MS);
}
