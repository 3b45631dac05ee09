/**
 * Names that a specification gave to an extension member, against the SHOULD of RFC 9457 section 3.2: a client that knows
 * the specification looks for exactly these. Such a name must be one that XML can have.
 */
const STANDARD_NAMES: ReadonlySet<string> = new Set([
  // draft-ietf-httpapi-ratelimit-headers, the problem types of section 5
  'violated-policies',
]);

/** RFC 9457 section 3.2: so that a format other than JSON can have the member, too. */
export function isExtensionName(name: string): boolean {
  return STANDARD_NAMES.has(name) || /^[A-Za-z][A-Za-z0-9_]{2,}$/.test(name);
}
