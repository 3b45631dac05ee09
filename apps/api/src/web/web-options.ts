import type { AdUnit } from './ads/ad-unit.js';
import type { RateLimits } from './rate-limits/rate-limit-policies.js';

/** What the pages need to know of the service. Also the injection token. */
export abstract class WebOptions {
  /** Where people reach the service, without a slash at the end. */
  abstract readonly publicBaseUrl: string;
  /** Names by which it may be reached besides, in lower case, without a port. */
  abstract readonly trustedHosts: readonly string[];
  /** How many proxies in front of the service add to `X-Forwarded-For`. */
  abstract readonly trustedProxies: number;
  /** The build, which pages report with their vitals. */
  abstract readonly codeRef: string;
  /** Undefined: no page has an ad. */
  abstract readonly adUnit: AdUnit | undefined;
  /** Undefined: nothing is limited. */
  abstract readonly rateLimits: RateLimits | undefined;
}
