/**
 * A URI reference as an absolute URI (RFC 3986 section 5). An absolute one stays as it is to the letter, because types are
 * compared as strings; a relative one stays relative where no base is known.
 *
 * @returns undefined for what is no URI reference
 */
export function resolveReference(reference: string, baseUrl: string | undefined): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference) || !baseUrl) return reference;
  try {
    return new URL(reference, baseUrl).href;
  } catch {
    return undefined;
  }
}
