/** How to read the policy issues of one AdSense account. */
export interface AdSenseAccess {
  /**
   * The publisher, `pub-` and 16 digits.
   *
   * As AdSense shows it under Account information.
   */
  readonly account: string;
  /** OAuth 2.0 client of the type "Desktop app". */
  readonly clientId: string;
  /** Secret of that client. */
  readonly clientSecret: string;
  /**
   * Granted for `adsense.readonly`; a secret.
   *
   * By the account's owner, once.
   */
  readonly refreshToken: string;
  /** Milliseconds until a request to Google counts as not answered. @default 10000 */
  readonly requestTimeoutMs?: number | undefined;
  /** Repeats of a failed request to Google; `Retry-After` and `RetryInfo` are honoured. @default 3 */
  readonly retries?: number | undefined;
  /** Issues on one page, at most 10000, for tests. @default 10000 */
  readonly pageSize?: number | undefined;
  /** Where the API is, for tests; `https:`, or `http:` to this machine. @default Google's */
  readonly apiUrl?: string | undefined;
  /** Where tokens are, for tests; `https:`, or `http:` to this machine. @default Google's */
  readonly tokenUrl?: string | undefined;
}

/** The same, complete and checked. */
export type ResolvedAdSenseAccess = {
  readonly [Name in keyof AdSenseAccess]-?: Exclude<AdSenseAccess[Name], undefined>;
};

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Fills defaults in and checks every option.
 * @param owner what the options belong to, for messages
 * @throws {TypeError} naming the option that is wrong, never its value
 */
export function resolveAdSenseAccess(given: AdSenseAccess, owner: string): ResolvedAdSenseAccess {
  const fail = (rule: string): never => {
    throw new TypeError(`${owner}: ${rule}`);
  };
  const account = String(given.account ?? '').replace(/^accounts\//, '');
  if (!/^pub-\d{16}$/.test(account)) fail('account must be pub- and 16 digits.');
  for (const name of ['clientId', 'clientSecret', 'refreshToken'] as const) {
    if (!/^[\x21-\x7E]{1,2048}$/.test(given[name] ?? ''))
      fail(`${name} must be a text without spaces, as Google gave it.`);
  }
  const number = (
    name: 'requestTimeoutMs' | 'retries' | 'pageSize',
    usual: number,
    least: number,
    most: number,
  ) => {
    const value = given[name] ?? usual;
    if (!Number.isInteger(value) || value < least || value > most)
      fail(`${name} must be a whole number from ${least} to ${most}.`);
    return value;
  };
  const url = (name: 'apiUrl' | 'tokenUrl', usual: string) => {
    const parsed = URL.parse(given[name] ?? usual);
    const isSafe =
      parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && LOOPBACK.test(parsed.hostname));
    if (!isSafe) fail(`${name} must be an https URL.`);
    return String(parsed?.href).replace(/\/+$/, '');
  };
  return {
    account,
    clientId: given.clientId,
    clientSecret: given.clientSecret,
    refreshToken: given.refreshToken,
    requestTimeoutMs: number('requestTimeoutMs', 10_000, 1, LONGEST_TIMER_MS),
    retries: number('retries', 3, 0, 10),
    pageSize: number('pageSize', 10_000, 1, 10_000),
    apiUrl: url('apiUrl', 'https://adsense.googleapis.com'),
    tokenUrl: url('tokenUrl', 'https://oauth2.googleapis.com/token'),
  };
}
