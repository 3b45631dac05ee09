import { isObject } from './read-json.js';

const SECOND_MS = 1_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30 * SECOND_MS;

/**
 * What the server asks for: seconds or an HTTP date.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @returns milliseconds from `now`; undefined when it asks for nothing that can be read
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND_MS;
  const date = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * What Google asks for in the details of an error: `{ "@type": "…/google.rpc.RetryInfo", "retryDelay": "30s" }`.
 * @see https://google.aip.dev/194
 */
export function retryInfoMs(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const info = details.find(
    (detail) => isObject(detail) && String(detail['@type']).endsWith('/google.rpc.RetryInfo'),
  ) as Readonly<Record<string, unknown>> | undefined;
  const [, seconds] = /^(\d{1,9}(?:\.\d+)?)s$/.exec(String(info?.['retryDelay'])) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * SECOND_MS;
}

/**
 * How long to wait before the next try: what was asked for, else twice as long each time, and never the same for two.
 * @param attempt tries so far, from 1
 * @param random from 0 to 1
 */
export function pauseMs(attempt: number, askedFor: number | undefined, random: number): number {
  const backoff = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + random / 2);
  return Math.max(askedFor ?? 0, backoff);
}
