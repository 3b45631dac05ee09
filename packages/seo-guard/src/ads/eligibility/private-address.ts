const SECRET_NAMES =
  /^(?:.*[_-])?(?:token|code|key|secret|sig|signature|session|sid|auth|jwt|otp|invite|password|email|phone)$/i;
const EMAIL = /[^\s/@]+@[^\s/@]+\.[^\s/@]+/u;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Long enough for a secret (80 bits and more) in any usual alphabet: hex, base32, base62, base64url, and dots for a JWT. */
const LONG = /^[\w.~-]{16,}$/;
/** What people write in an address: a word, lower case or with a capital, or a number. */
const WORD = /^(?:[A-Z]?[a-z]{1,15}|[A-Z]{1,5}|\d{1,8})$/;

/** What in an address may be a secret or tell who is visiting; `undefined` for nothing. Never contains the value itself. */
export function privatePartOf(
  url: string,
  isPublicSegment: (segment: string) => boolean = () => false,
): 'path' | 'query' | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  for (const segment of pathname.split('/')) {
    const decoded = decode(segment);
    if (isPrivate(decoded) && !isPublicSegment(decoded)) return 'path';
  }
  for (const [name, value] of searchParams) {
    if (value !== '' && (SECRET_NAMES.test(name) || isPrivate(value))) return 'query';
  }
  return undefined;
}

function isPrivate(value: string): boolean {
  return EMAIL.test(value) || UUID.test(value) || (LONG.test(value) && !isSlug(value));
}

/** `the-5-love-languages-of-2026`: words that people wrote, joined by hyphens. */
function isSlug(value: string): boolean {
  return value.split(/[-_.]/).every((part) => WORD.test(part));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
