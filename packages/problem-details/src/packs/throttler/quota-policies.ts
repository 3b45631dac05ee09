import { structuredInteger, structuredString } from './structured-string.js';

/** One quota as clients are told of it. */
export interface QuotaPolicy {
  readonly name: string;
  /** Requests in a window; undefined when it is not known. */
  readonly quota: number | undefined;
  /** Seconds. */
  readonly window: number | undefined;
  /** Requests that are left. */
  readonly remaining: number | undefined;
  /** Seconds until more are allowed. */
  readonly reset: number | undefined;
}

/** An entry of the `throttlers` of @nestjs/throttler; only constants can be told. */
export interface ThrottlerLimit {
  /** @default 'default' */
  readonly name?: string;
  readonly limit: unknown;
  /** Milliseconds. */
  readonly ttl: unknown;
}

export const DEFAULT_NAME = 'default';

/**
 * What the guard of @nestjs/throttler left in the headers of an answer: a group of `X-RateLimit-*` for each quota that the
 * request kept, and `Retry-After` for the one that it broke; names other than "default" are a suffix.
 */
export function readQuotaHeaders(
  headers: Readonly<Record<string, unknown>>,
  headerPrefix: string,
): {
  readonly broken: readonly QuotaPolicy[];
  readonly kept: readonly QuotaPolicy[];
  readonly names: readonly string[];
} {
  const prefix = headerPrefix.toLowerCase();
  const value = (field: string, name: string) => headers[name === DEFAULT_NAME ? field : `${field}-${name}`];
  const named = (field: string) =>
    Object.keys(headers)
      .filter((header) => header === field || header.startsWith(`${field}-`))
      .map((header) => header.slice(field.length + 1) || DEFAULT_NAME);
  const broken = named('retry-after').map((name) => ({
    name,
    quota: undefined,
    window: undefined,
    remaining: 0,
    reset: structuredInteger(value('retry-after', name)),
  }));
  const kept = named(`${prefix}-limit`)
    .filter((name) => broken.every((other) => other.name !== name))
    .map((name) => ({
      name,
      quota: structuredInteger(value(`${prefix}-limit`, name)),
      window: undefined,
      remaining: structuredInteger(value(`${prefix}-remaining`, name)),
      reset: structuredInteger(value(`${prefix}-reset`, name)),
    }));
  const names = Object.keys(headers).filter((header) =>
    ['retry-after', `${prefix}-limit`, `${prefix}-remaining`, `${prefix}-reset`].some((field) =>
      header.startsWith(`${field}-`),
    ),
  );
  return { broken, kept, names };
}

/** The `RateLimit-Policy` field (draft-ietf-httpapi-ratelimit-headers-11, section 3): `"burst";q=100;w=60`. */
export function policyField(policies: readonly QuotaPolicy[]): string {
  return items(policies, ({ quota, window }) =>
    quota === undefined ? undefined : `;q=${quota}${window ? `;w=${window}` : ''}`,
  );
}

/** The `RateLimit` field (same draft, section 4): `"burst";r=0;t=30`. */
export function limitField(policies: readonly QuotaPolicy[]): string {
  return items(policies, ({ remaining, reset }) =>
    remaining === undefined ? undefined : `;r=${remaining}${reset === undefined ? '' : `;t=${reset}`}`,
  );
}

function items(
  policies: readonly QuotaPolicy[],
  parametersOf: (policy: QuotaPolicy) => string | undefined,
): string {
  return policies
    .flatMap((policy) => {
      const name = structuredString(policy.name);
      const parameters = parametersOf(policy);
      return name === undefined || parameters === undefined ? [] : [name + parameters];
    })
    .join(', ');
}
