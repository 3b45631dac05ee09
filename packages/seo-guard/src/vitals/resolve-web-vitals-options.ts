import { clientKey, type ClientRequest } from './limiting/client-key.js';
import { TokenBuckets } from './limiting/token-buckets.js';
import { VitalsRateLimit } from './limiting/vitals-rate-limit.js';
import { PageRoutes } from './receiving/page-route.js';
import { VitalsStore } from './storing/vitals-store.js';
import type { VitalsFlushOptions, WebVitalsModuleOptions } from './web-vitals.module-definition.js';

/** Options with their defaults, checked. */
export interface ResolvedWebVitalsOptions {
  readonly store: VitalsStore;
  readonly routes: PageRoutes;
  readonly build: string;
  readonly buildPattern: RegExp;
  readonly origins: readonly string[];
  readonly rateLimit: VitalsRateLimit | undefined;
  readonly clientKey: (request: ClientRequest) => string;
  readonly flush: Required<VitalsFlushOptions>;
  readonly retentionDays: number | false;
}

/** Injection token of {@link ResolvedWebVitalsOptions}. */
export const WEB_VITALS_OPTIONS = Symbol('couplekit:web-vitals-options');

/** Commits, versions and digests: no slash, so no address. */
const BUILD = /^[A-Za-z0-9][A-Za-z0-9._:+-]{0,127}$/;

/** @throws {TypeError} naming the option that cannot be used */
export function resolveWebVitalsOptions(options: WebVitalsModuleOptions): ResolvedWebVitalsOptions {
  const {
    store,
    routes,
    build = 'unknown',
    buildPattern = BUILD,
    origins = [],
    retentionDays = 90,
  } = options;
  if (!(store instanceof VitalsStore)) throw wrong('store', 'must be a VitalsStore');
  if (!Array.isArray(routes)) throw wrong('routes', 'must list the templates of the pages');
  // A pattern with a state would accept every other build.
  if (buildPattern.global || buildPattern.sticky) throw wrong('buildPattern', 'must have no flag g or y');
  if (!buildPattern.test(build)) throw wrong('build', `must match ${String(buildPattern)}`);
  for (const origin of origins) {
    if (URL.parse(origin)?.origin !== origin) {
      throw wrong('origins', `must hold origins such as https://www.example.com, not "${origin}"`);
    }
  }
  if (retentionDays !== false && !(retentionDays > 0 && Number.isFinite(retentionDays))) {
    throw wrong('retentionDays', 'must be a number above zero, or false');
  }
  return {
    store,
    routes: new PageRoutes(routes),
    build,
    buildPattern,
    origins,
    rateLimit: resolveRateLimit(options.rateLimit),
    clientKey: options.clientKey ?? clientKey,
    flush: resolveFlush(options.flush),
    retentionDays,
  };
}

function resolveRateLimit(option: WebVitalsModuleOptions['rateLimit']): VitalsRateLimit | undefined {
  if (option === false) return undefined;
  return option instanceof VitalsRateLimit ? option : new TokenBuckets(option);
}

function resolveFlush({ everyMs = 1_000, batch = 500, capacity = 5_000 }: VitalsFlushOptions = {}) {
  for (const [name, value] of Object.entries({ everyMs, batch, capacity })) {
    if (!Number.isInteger(value) || value < 1)
      throw wrong(`flush.${name}`, 'must be a whole number above zero');
  }
  return { everyMs, batch, capacity };
}

function wrong(option: string, rule: string): TypeError {
  return new TypeError(`web-vitals: ${option} ${rule}.`);
}
