import { HttpException } from '@nestjs/common';
import { defineProblem } from '../../registry/problem-definition.js';
import type { ProblemPack } from '../problem-pack.js';
import {
  DEFAULT_NAME,
  limitField,
  policyField,
  readQuotaHeaders,
  type QuotaPolicy,
  type ThrottlerLimit,
} from './quota-policies.js';
import { structuredInteger } from './structured-string.js';
import { readThrottledMessage, type ThrottledDetail } from './throttled-message.js';

/** Options of {@link throttlerPack}. */
export interface ThrottlerPackOptions {
  /** The same list that ThrottlerModule gets: names in their own spelling, quotas and windows. @default none */
  readonly throttlers?: readonly ThrottlerLimit[];
  /** What the guard's headers start with; a subclass of the guard may change it. @default 'X-RateLimit' */
  readonly headerPrefix?: string;
}

/**
 * The problem type of a request that exceeds a quota, with its member `violated-policies`
 * (draft-ietf-httpapi-ratelimit-headers-11, section 5.1).
 */
export const quotaExceeded = defineProblem({
  slug: 'quota-exceeded',
  type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
  status: 429,
  title: { en: 'Quota Exceeded', ko: '요청 한도 초과' },
  detail: {
    en: 'Too many requests were sent. Wait as long as Retry-After says, then try again.',
    ko: '요청을 너무 많이 보냈습니다. Retry-After에 적힌 시간이 지난 뒤 다시 시도해 주세요.',
  },
  members: {
    'violated-policies': {
      schema: { type: 'array', items: { type: 'string' } },
      description: { en: 'Names of the quotas that were exceeded.', ko: '초과한 요청 한도의 이름입니다.' },
    },
  },
});

/**
 * Requests that the guard of @nestjs/throttler turned away: one `Retry-After` in whole seconds, the `RateLimit` and
 * `RateLimit-Policy` fields, and the legacy `X-RateLimit-*` of the quota that was exceeded; the guard's headers with a name
 * behind them are replaced. Works best with `errorMessage: throttledMessage` in the options of ThrottlerModule.
 */
export function throttlerPack(options: ThrottlerPackOptions = {}): ProblemPack {
  const { throttlers = [], headerPrefix = 'X-RateLimit' } = options;
  return {
    name: 'throttler',
    problems: [quotaExceeded],
    read(thrown, lost) {
      if (!isThrottlerException(thrown)) return undefined;
      const detail = readThrottledMessage(thrown.message);
      const found = readQuotaHeaders(lost?.headers ?? {}, headerPrefix);
      const guessed = throttlers.length === 1 ? [nameless(throttlers[0]?.name ?? DEFAULT_NAME)] : [];
      const broken = (found.broken.length > 0 ? found.broken : guessed).map((policy) =>
        complete(policy, throttlers, detail),
      );
      const kept = found.kept.map((policy) => complete(policy, throttlers));
      const [first] = broken;
      const waits = [...broken.map(({ reset }) => reset), structuredInteger(detail?.timeToBlockExpire)];
      const wait = Math.max(1, ...waits.filter((seconds) => seconds !== undefined));
      return {
        status: quotaExceeded.status,
        definition: quotaExceeded,
        extensions: { 'violated-policies': broken.map(({ name }) => name) },
        headers: withoutEmpty({
          'Retry-After': String(wait),
          'RateLimit-Policy': policyField([...broken, ...kept]),
          RateLimit: limitField([...broken, ...kept]),
          [`${headerPrefix}-Limit`]: String(first?.quota ?? ''),
          [`${headerPrefix}-Remaining`]: first ? '0' : '',
          [`${headerPrefix}-Reset`]: first ? String(wait) : '',
        }),
        staleHeaders: found.names,
      };
    },
  };
}

/** By its name, because an application may have another copy of the library, or throw a subclass. */
function isThrottlerException(thrown: unknown): thrown is HttpException {
  if (!(thrown instanceof HttpException) || thrown.getStatus() !== 429) return false;
  for (
    let type: unknown = thrown.constructor;
    typeof type === 'function';
    type = Object.getPrototypeOf(type)
  ) {
    if (type.name === 'ThrottlerException') return true;
  }
  return false;
}

function nameless(name: string): QuotaPolicy {
  return { name, quota: undefined, window: undefined, remaining: 0, reset: undefined };
}

/** Adds what the application configured; a route's own limit, which only the guard knows, wins. */
function complete(
  policy: QuotaPolicy,
  throttlers: readonly ThrottlerLimit[],
  detail?: Partial<ThrottledDetail>,
): QuotaPolicy {
  const configured = throttlers.find(
    ({ name = DEFAULT_NAME }) => name.toLowerCase() === policy.name.toLowerCase(),
  );
  const quota = policy.quota ?? structuredInteger(detail?.limit ?? configured?.limit);
  // A route may have another quota than the configured one, and then another window as well.
  const isConfigured = quota === structuredInteger(configured?.limit);
  const window = toSeconds(detail?.ttl ?? (isConfigured ? configured?.ttl : undefined));
  return {
    ...policy,
    name: configured?.name ?? policy.name,
    quota,
    window,
    reset: policy.reset ?? structuredInteger(detail?.timeToBlockExpire) ?? window,
  };
}

function toSeconds(milliseconds: unknown): number | undefined {
  return typeof milliseconds === 'number' ? structuredInteger(milliseconds / 1000) : undefined;
}

function withoutEmpty(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}
