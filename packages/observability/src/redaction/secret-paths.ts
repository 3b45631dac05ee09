import type { SecretNames } from './secret-names.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The shortest segment that could be a token. */
const TOKEN_LENGTH = 24;
const MAYBE_TOKEN = /[^/?#]{24}/;
/** A path segment that could be a token: long, of one word, with digits or capitals. */
const TOKEN = /^(?=.*[\dA-Z])[\w~.%=-]{24,}$/;
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
  constructor(private readonly parts: SecretPathsParts) {}

  redact(target: string): string {
    const at = target.search(/[?#]/);
    if (at < 0) return this.path(target);
    return `${this.path(target.slice(0, at))}${this.query(target.slice(at)).slice(0, LENGTH)}`;
  }

  private path(path: string): string {
    if (path.length <= TOKEN_LENGTH || !MAYBE_TOKEN.test(path)) return path.slice(0, LENGTH);
    const segments = path.split('/').map((segment) => (isToken(segment) ? this.parts.replacement : segment));
    return this.parts.redactText(segments.join('/')).slice(0, LENGTH);
  }

  private query(query: string): string {
    const { names, replacement, redactText } = this.parts;
    const pairs = query.split('&').map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return isToken(pair.replace(/^[?#]/, '')) ? replacement : pair;
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const isSecret = value !== '' && (names.has(decoded(name)) || isToken(value));
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
