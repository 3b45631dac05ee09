import { AdSenseError } from './adsense-error.js';

/** A JSON object of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws {AdSenseError} `unavailable` when it is none */
export function asObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new AdSenseError('unavailable', `${what} is not an object.`);
  return value;
}

/**
 * What JSON has for a repeated field: nothing when it is empty.
 * @throws {AdSenseError} `unavailable` when it is no list
 */
export function asList(value: unknown, what: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new AdSenseError('unavailable', `${what} is not a list.`);
  return value;
}

/** A text that is not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
