import type { SecretNames } from './secret-names.js';

/** Values of secret names that are none: nothing, and what says whether there is one. */
const NO_SECRET = /^(?:["'\\]*|true|false|null|undefined)$/;

/** Nothing that is looked for can be in a text without one of these; most lines end here. */
const SUSPICIOUS =
  /[=:@]|bearer|basic |-----BEGIN|eyJ|xox|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|npm_|AIza|[sr]k[_-]|\d-[1-8]\d{6}|\/[\w~.%=-]{24}/i;

const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;
/** Header fields whose values have spaces, to the end of their line or of the text in quotes. */
const HEADER_LINE =
  /\b((?:set-)?cookie|(?:proxy-)?authorization)(\s{0,3}[:=]\s{0,3})(?!["'\\\s[])(Digest [^\r\n]{1,4096}|[^\r\n"'\\]{1,4096})/gi;
/** RFC 6750, RFC 7617. */
const SCHEME = /\b(Bearer|Basic)(\s{1,3})([\w.~+/=-]{6,4096})(?!["'])/gi;
/** RFC 7519, with or without its signature. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g;
/** RFC 3986 section 3.2.1; passwords with an @ of their own included. */
const USER_INFO = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]{1,256}@/gi;
/** A name, what is between, and a value: bare, quoted, or quoted by JSON in JSON; to its end also where a quote is missing. */
const PAIR =
  /(?<![\p{L}\p{N}_.-])([\p{L}_][\p{L}\p{N}_.-]{0,63})(\\{0,3}["']?\s{0,3}[:=]\s{0,3})("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\\{1,3}"[^"\\]*|(?:(?:Bearer|Basic|Token)\s{1,3})?[^\s"',;&})\]\\]+)/gisu;
/** Pairs in values, as in `url=https://host/?token=x`. */
const NESTED = 3;
const ISSUED =
  /\b(?:xox[abeprs]-[\w-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}\b|gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|npm_\w{30,}|AIza[\w-]{30,}|[sr]k[_-](?:live[_-]|test[_-]|proj-|ant-)?[\w-]{20,})/g;
const SLACK_HOOK = /(hooks\.slack\.com\/(?:services|workflows)\/)[\w/-]{1,256}/g;
/** 주민등록번호: date of birth, a digit for century and sex, six more; with its hyphen, for plain numbers are anything. */
const RESIDENT = /(?<![\w-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?![\w-])/g;
const SEGMENT = /\/([\w~.%=-]{24,512})(?=[/?#\s"',;)\]]|$)/g;

/** How many clean texts are remembered, and how long they may be. */
const [REMEMBERED, REMEMBERED_LENGTH] = [500, 4096];

export interface SecretTextsParts {
  readonly names: SecretNames;
  readonly patterns: readonly RegExp[];
  readonly replacement: string;
}

/** Finds secrets in texts of any kind by their form and by the names before them, in time linear in the text. */
export class SecretTexts {
  private readonly patterns: readonly RegExp[];
  /** Texts that only look suspicious: routes and statements, which come again and again. Never one with a secret. */
  private readonly clean = new Set<string>();

  constructor(private readonly parts: SecretTextsParts) {
    this.patterns = parts.patterns.map(
      (pattern) => new RegExp(pattern, `${pattern.flags.replace('g', '')}g`),
    );
  }

  redact(text: string): string {
    if (this.clean.has(text)) return text;
    const { replacement } = this.parts;
    const isSuspicious = SUSPICIOUS.test(text);
    const known = isSuspicious ? this.redactKnown(text) : text;
    const redacted = this.patterns.reduce((rest, pattern) => rest.replace(pattern, () => replacement), known);
    if (isSuspicious && redacted === text) this.remember(text);
    return redacted;
  }

  private remember(text: string): void {
    if (text.length > REMEMBERED_LENGTH) return;
    if (this.clean.size >= REMEMBERED) this.clean.clear();
    this.clean.add(text);
  }

  private redactKnown(text: string): string {
    const { replacement } = this.parts;
    const withoutCredentials = text
      .replace(PRIVATE_KEY, () => replacement)
      .replace(HEADER_LINE, (_, name: string, between: string) => `${name}${between}${replacement}`)
      .replace(SCHEME, (all: string, scheme: string, space: string, value: string) =>
        isCredential(value) ? `${scheme}${space}${replacement}` : all,
      )
      .replace(JWT, () => replacement)
      .replace(USER_INFO, (_, scheme: string) => `${scheme}${replacement}@`);
    return this.pairs(withoutCredentials)

      .replace(SLACK_HOOK, (_, host: string) => `${host}${replacement}`)
      .replace(ISSUED, () => replacement)
      .replace(RESIDENT, () => replacement)
      .replace(SEGMENT, (all: string, segment: string) => (isRandom(segment) ? `/${replacement}` : all));
  }

  private pairs(text: string, depth = 0): string {
    const isSecretParameter = this.parts.names.ofParameters(text);
    return text.replace(PAIR, (all: string, name: string, between: string, value: string, at: number) => {
      const quote = /^\\*["']?/.exec(value)?.[0] ?? '';
      const content = value.slice(quote.length);
      const isParameter = between === '=' && /[?&#]/.test(text.charAt(at - 1));
      const isSecret = isParameter ? isSecretParameter(name) : this.parts.names.has(name);
      if (!isSecret || !this.isWorthHiding(name, content)) {
        return depth < NESTED ? `${name}${between}${quote}${this.pairs(content, depth + 1)}` : all;
      }
      const end = quote !== '' && content.endsWith(quote) ? quote : '';
      return `${name}${between}${quote}${this.parts.replacement}${end}`;
    });
  }

  private isWorthHiding(name: string, value: string): boolean {
    if (NO_SECRET.test(value) || value.startsWith(this.parts.replacement.slice(0, 9))) return false;
    return !(/^\d+$/.test(value) && name.endsWith('s')); // so many tokens
  }
}

/** Whether what follows `Bearer` or `Basic` is no word of a sentence. */
function isCredential(value: string): boolean {
  return value.length >= 24 || /[\d=+/_]/.test(value) || (/[a-z]/.test(value) && /.[A-Z]/.test(value));
}

/** Whether a path segment in a text is a token; names of files and modules in stacks are long, too. */
function isRandom(segment: string): boolean {
  return /\d/.test(segment) && /[a-z]/.test(segment) && /[A-Z]/.test(segment) && !segment.includes('%');
}
