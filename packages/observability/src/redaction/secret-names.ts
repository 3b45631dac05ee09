/** A name whose value is secret is one of these, or ends with one of them as its last words. */
const SECRET = [
  'authorization', 'cookie', 'cookies', 'password', 'passwords', 'passwd', 'pwd', 'passphrase', 'passcode', 'secret',
  'secrets', 'token', 'tokens', 'api key', 'api keys', 'access key', 'access key id', 'private key', 'secret key',
  'signing key', 'encryption key', 'credential', 'credentials', 'jwt', 'otp', 'otp code', 'one time code', 'auth code', 'authorization code', 'code verifier', 'card number', 'cvc', 'cvv', 'ssn', 'rrn',
  'resident registration number', '주민등록번호', '주민번호', '비밀번호', '암호', '토큰', '인증번호',
]; // prettier-ignore
/** Secret only by itself: as a last word it means many things. */
const SECRET_ALONE = ['pin', 'pass', 'auth', 'apikey', 'privatekey'];

const CODE = /[?&#]code=/;

/** Kept, because the names of fields come back with every line; names that clients make up must not fill memory. */
const REMEMBERED = 2_000;

export interface SecretNamesOptions {
  readonly keys?: readonly string[] | undefined;
  readonly allowKeys?: readonly string[] | undefined;
}

/** Knows by the name of a field, header, parameter or attribute whether its value is secret. */
export class SecretNames {
  private readonly endings: ReadonlySet<string>;
  private readonly whole: ReadonlySet<string>;
  private readonly allowed: ReadonlySet<string>;
  private readonly known = new Map<string, boolean>();

  constructor({ keys = [], allowKeys = [] }: SecretNamesOptions = {}) {
    this.endings = new Set([...SECRET, ...keys].map(words));
    this.whole = new Set([...SECRET_ALONE, ...keys].map(joined));
    this.allowed = new Set(allowKeys.map(joined));
  }

  /** Whatever the name's case and however its words are joined: `apiKey`, `API_KEY`, `x-api-key`. */
  has(name: string): boolean {
    let isSecret = this.known.get(name);
    if (isSecret === undefined) {
      if (this.known.size >= REMEMBERED) this.known.clear();
      isSecret = this.decide(name.slice(-100));
      this.known.set(name, isSecret);
    }
    return isSecret;
  }

  /**
   * As `has`, for the parameters of the queries in a text: OAuth's `code`, and its `state` beside it (RFC 6749 section
   * 4.1.2), are secret, too. Elsewhere a code is mostly an error's, and a state that of a thing.
   */
  ofParameters(text: string): (name: string) => boolean {
    const more = CODE.test(text) ? ['code', 'state'] : ['code'];
    return (name) => this.has(name) || (more.includes(name) && !this.allowed.has(name));
  }

  private decide(name: string): boolean {
    const whole = joined(name);
    if (this.allowed.has(whole)) return false;
    if (this.whole.has(whole)) return true;
    const all = words(name).split(' ');
    return all.some((_, at) => this.endings.has(all.slice(at).join(' ')));
  }
}

/** `X-Slack-apiToken` is `x slack api token`. */
function words(name: string): string {
  return name
    .replaceAll(/([\p{Ll}\p{N}])(?=\p{Lu})/gu, '$1 ')
    .replaceAll(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

function joined(name: string): string {
  return words(name).replaceAll(' ', '');
}
