import { StartError } from './start-error.js';

/** Which AdSense account is watched, and with whose consent. */
export interface AdSenseConfig {
  /** `pub-` and 16 digits. */
  readonly account: string;
  readonly clientId: string;
  /** A secret. */
  readonly clientSecret: string;
  /** A secret. */
  readonly refreshToken: string;
}

type AdSenseVariable =
  'ADSENSE_ACCOUNT' | 'ADSENSE_CLIENT_ID' | 'ADSENSE_CLIENT_SECRET' | 'ADSENSE_REFRESH_TOKEN';

/**
 * Reads the four variables: all of them, or none.
 * @throws {StartError} naming the variable that is missing or cannot be used, never its value
 */
export function readAdSenseConfig(
  values: Readonly<Record<AdSenseVariable, string | undefined>>,
): AdSenseConfig | undefined {
  const names = Object.keys(values) as AdSenseVariable[];
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) {
    throw new StartError(`Of ${names.join(', ')}, set all or none; ${missing.join(' and ')} is missing.`);
  }
  const { ADSENSE_ACCOUNT: account = '' } = values;
  if (!/^pub-\d{16}$/.test(account)) {
    throw new StartError('ADSENSE_ACCOUNT must be pub- and 16 digits, as AdSense shows it.');
  }
  const text = (name: AdSenseVariable) => {
    if (!/^[\x21-\x7E]+$/.test(values[name] ?? '')) throw new StartError(`${name} must have no spaces.`);
    return values[name] ?? '';
  };
  return {
    account,
    clientId: text('ADSENSE_CLIENT_ID'),
    clientSecret: text('ADSENSE_CLIENT_SECRET'),
    refreshToken: text('ADSENSE_REFRESH_TOKEN'),
  };
}
