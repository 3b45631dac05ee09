const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A path segment that could be a token: long, and of one word. */
const TOKEN = /^[\w~.%=-]{24,}$/;

/** The path of a request target for logs and spans: no query, and segments that could be tokens blotted out. */
export function pathWithoutSecrets(target: string): string {
  const path = target.replace(/[?#].*$/s, '');
  return path
    .split('/')
    .map((segment) => (TOKEN.test(segment) && !UUID.test(segment) ? '[redacted]' : segment))
    .join('/')
    .slice(0, 512);
}
