import type { HeadersLike } from './response-like.js';
import { serverTime } from './retry-after.js';
import { parseStructuredList, type BareItem, type ListItem } from './structured-list.js';

/** One quota of the server, as far as it told. */
export interface RateLimit {
  /** The policy's name; `default` where the fields have none. */
  readonly policy: string;
  /** How much a window allows. */
  readonly limit?: number;
  /** How much of it is left. */
  readonly remaining?: number;
  /** Milliseconds from now until more is allowed. */
  readonly resetMs?: number;
  /** Length of the window in milliseconds. */
  readonly windowMs?: number;
  /** What is counted: `requests`, `content-bytes`, `concurrent-requests` or another. @default 'requests' */
  readonly unit?: string;
}

/**
 * Reads the quotas of a response: `RateLimit` and `RateLimit-Policy` (drafts 10 and 11 of ietf-httpapi-ratelimit-headers, lists of
 * structured fields), else the older `RateLimit-Limit`, `-Remaining`, `-Reset`, else `X-RateLimit-*`. Fields that are not
 * well-formed are ignored, as the draft asks.
 *
 * @param now milliseconds since the epoch
 */
export function readRateLimits(headers: HeadersLike, now: number = Date.now()): readonly RateLimit[] {
  const current = readDraftFields(headers);
  if (current.length > 0) return current;
  for (const prefix of ['ratelimit', 'x-ratelimit', 'x-rate-limit']) {
    const older = readTriple(prefix, headers, now);
    if (older) return [older];
  }
  return [];
}

function readDraftFields(headers: HeadersLike): readonly RateLimit[] {
  const policies = namedItems(headers.get('ratelimit-policy'), 'q');
  const states = namedItems(headers.get('ratelimit'), 'r');
  const names = new Set([...policies.keys(), ...states.keys()]);
  return [...names].map((policy) => {
    const { parameters: known } = policies.get(policy) ?? NOTHING;
    const { parameters: state } = states.get(policy) ?? NOTHING;
    const unit = known.get('qu');
    return {
      policy,
      ...amount('limit', known.get('q')),
      ...amount('remaining', state.get('r')),
      ...amount('resetMs', state.get('t'), 1000),
      ...amount('windowMs', known.get('w'), 1000),
      ...(typeof unit === 'string' && { unit }),
    };
  });
}

const NOTHING = { parameters: new Map<string, BareItem>() } as const;

/** The items of a field by name, those without the parameter that the draft requires of them left out. */
function namedItems(field: string | null, required: string): ReadonlyMap<string, ListItem> {
  const items = parseStructuredList(field ?? '') ?? [];
  const valid = items.filter(
    ({ value, parameters }) => typeof value === 'string' && isAmount(parameters.get(required)),
  );
  return new Map(valid.map((item) => [String(item.value), item]));
}

function readTriple(prefix: string, headers: HeadersLike, now: number): RateLimit | undefined {
  const read = (name: string): number | undefined => {
    // Some drafts put policies behind the number: `100, 100;w=60`.
    const value = headers.get(`${prefix}-${name}`)?.split(/[,;]/)[0]?.trim() ?? '';
    return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
  };
  const limit = read('limit');
  const remaining = read('remaining');
  if (limit === undefined && remaining === undefined) return undefined;
  const reset = read('reset');
  return {
    policy: 'default',
    ...amount('limit', limit),
    ...amount('remaining', remaining),
    ...(reset !== undefined && { resetMs: untilReset(reset, serverTime(headers, now)) }),
  };
}

/** Nobody ever agreed on what `Reset` counts: seconds from now, or an epoch in seconds or in milliseconds. */
function untilReset(reset: number, serverNow: number): number {
  if (reset < 1e9) return reset * 1000;
  return Math.max(0, (reset < 1e12 ? reset * 1000 : reset) - serverNow);
}

function amount<N extends string>(name: N, value: unknown, factor = 1): { [K in N]?: number } {
  return (isAmount(value) ? { [name]: value * factor } : {}) as { [K in N]?: number };
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
