import type { SecretNames } from './secret-names.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The shortest segment that could be a token. */
const TOKEN_LENGTH = 24;
/** Most paths have neither what names or marks a secret, `;token=x`, `/900101-1234567`, nor a segment that is so long. */
const [SUSPICIOUS, LONG] = [/[=@]|\d-\d/, /[^/?#]{24}/];
/** Scheme, credentials and host of a target in absolute form, which servers must accept (RFC 9112 section 3.2.2). */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
/** A path segment that could be a token: long, of one word, with digits or capitals. */
const TOKEN = /^(?=.*[\dA-Z])[\w~.%=-]{24,}$/;
/** Of a route, on Fastify as on Express. */
const PARAMETER = /:(\w+)/g;
const NONE: ReadonlySet<number> = new Set();
/** What is kept of a target. */
const LENGTH = 512;

export interface SecretPathsParts {
  readonly names: SecretNames;
  readonly replacement: string;
  /** For what is neither a token nor a parameter. */
  redactText(text: string): string;
}

/** Request targets (RFC 9112 section 3.2) without what is secret in their paths and queries. */
export class SecretPaths {
  private readonly byTemplate = new Map<string, ReadonlySet<number>>();

  constructor(private readonly parts: SecretPathsParts) {}

  /**
   * @param given its origin is left out
   * @param template the route that took the target: its parameters with the name of a secret are secret
   */
  redact(given: string, template?: string): string {
    const target = given.startsWith('/') ? given : given.replace(ORIGIN, '');
    const at = target.search(/[?#]/);
    const path = this.path(this.withoutParameters(at < 0 ? target : target.slice(0, at), template));
    return at < 0 ? path : `${path}${this.query(target.slice(at)).slice(0, LENGTH)}`;
  }

  private withoutParameters(path: string, template: string | undefined): string {
    const secret = template === undefined ? NONE : this.secretSegments(template);
    if (secret.size === 0) return path;
    const segments = path.split('/');
    return segments
      .map((segment, at) => (secret.has(at) && segment !== '' ? this.parts.replacement : segment))
      .join('/');
  }

  /** Where a route has parameters whose name says that they are secret; behind a wildcard nobody knows. */
  private secretSegments(template: string): ReadonlySet<number> {
    const known = this.byTemplate.get(template);
    if (known) return known;
    const segments = template.replace(/\*.*/, '').split('/');
    const secret = segments.flatMap((segment, at) => {
      const names = [...segment.matchAll(PARAMETER)].map(([, name = '']) => name);
      return names.some((name) => this.parts.names.has(name)) ? [at] : [];
    });
    const found = secret.length === 0 ? NONE : new Set(secret);
    this.byTemplate.set(template, found);
    return found;
  }

  private path(path: string): string {
    const isLong = path.length > TOKEN_LENGTH && LONG.test(path);
    if (!isLong && !SUSPICIOUS.test(path)) return path.slice(0, LENGTH);
    const segments = path.split('/').map((segment) => (isToken(segment) ? this.parts.replacement : segment));
    return this.parts.redactText(segments.join('/')).slice(0, LENGTH);
  }

  private query(query: string): string {
    const { names, replacement, redactText } = this.parts;
    const isSecretName = names.ofParameters(query);
    const pairs = query.split('&').map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return isToken(pair.replace(/^[?#]/, '')) ? replacement : pair;
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const isSecret = value !== '' && (isSecretName(decoded(name.replace(/^[?#]/, ''))) || isToken(value));
      return isSecret ? `${name}=${replacement}` : pair;
    });
    return redactText(pairs.join('&'));
  }
}

function isToken(segment: string): boolean {
  if (segment.length < TOKEN_LENGTH || UUID.test(segment) || !TOKEN.test(segment)) return false;
  return !segment.includes('%') || TOKEN.test(decoded(segment)); // words in other scripts are long when encoded
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Not encoded, whatever it looks like.
  }
}
