/**
 * A String of structured fields (RFC 9651 section 4.1.6); undefined for what it cannot hold, which is everything but
 * printable ASCII.
 */
export function structuredString(text: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(text)) return undefined;
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** A non-negative Integer of structured fields (RFC 9651 section 3.3.1), rounded up; undefined for what is none. */
export function structuredInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= 0 && number < 1e15)) return undefined;
  return Math.ceil(number);
}
