/** ISO 8601 in UTC of milliseconds since 1970; with microseconds where there are any. */
export function isoTime(time: number): string {
  const micros = Math.round(time * 1000);
  const millis = Math.floor(micros / 1000);
  const rest = micros - millis * 1000;
  const iso = new Date(millis).toISOString();
  return rest === 0 ? iso : `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

/** Rounded to microseconds, so that a difference of floating-point numbers reads well. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
