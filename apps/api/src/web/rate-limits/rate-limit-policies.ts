/** A quota for each address that requests come from. */
export interface RateLimit {
  readonly limit: number;
  /** Seconds. */
  readonly window: number;
}

/**
 * What is limited, for each address. Many phones share one address of their carrier, so the limits are wide; they are there to stop
 * machines.
 */
export const DEFAULT_RATE_LIMITS = {
  /** Starting a couple's session. */
  sessions: { limit: 60, window: 600 },
  /** Opening and accepting invites. */
  invites: { limit: 60, window: 600 },
  /** Ratings by friends. */
  raters: { limit: 120, window: 600 },
  /** Public share pages and their pictures. */
  shares: { limit: 600, window: 600 },
  /** Reports in words and as PDF, which take work to make and are put on record. */
  reports: { limit: 120, window: 600 },
  /** What browsers report of how fast pages were. */
  vitals: { limit: 1200, window: 600 },
  /** Every other form of a page. */
  forms: { limit: 600, window: 600 },
  /** Every other write of the JSON API. */
  writes: { limit: 1200, window: 600 },
} as const satisfies Readonly<Record<string, RateLimit>>;

/** The name of a limit. */
export type RateLimitName = keyof typeof DEFAULT_RATE_LIMITS;

/** Every limit by its name. */
export type RateLimits = Readonly<Record<RateLimitName, RateLimit>>;

/** Names of all limits. */
export const RATE_LIMIT_NAMES = Object.keys(DEFAULT_RATE_LIMITS) as readonly RateLimitName[];

/** Routes of packages, which know no limits of ours; the others say it themselves. */
const ROUTES: Readonly<Record<string, RateLimitName>> = {
  'POST /api/couples/sessions': 'sessions',
  'POST /api/couples/invites/:inviteToken/accept': 'invites',
  'POST /api/couples/raters/:raterToken': 'raters',
  'POST /vitals': 'vitals',
};

/** The limit of a route that names none: `POST /api/couples/sessions`. */
export function limitOfRoute(route: string): RateLimitName | undefined {
  const [method = '', path = ''] = route.split(' ');
  if (method === 'GET' || method === 'HEAD') return undefined;
  return ROUTES[route] ?? (path.startsWith('/api/') ? 'writes' : 'forms');
}

/**
 * Reads `sessions=10/600, shares=100/60`: so many requests in so many seconds, for each limit that is not to be the default.
 * @returns undefined when the text cannot be read
 */
export function parseRateLimits(text: string): RateLimits | undefined {
  const given: Partial<Record<RateLimitName, RateLimit>> = {};
  for (const entry of text.split(',')) {
    const [, name, limit, window] = /^\s*([a-z]+)=(\d{1,7})\/(\d{1,5})\s*$/.exec(entry) ?? [];
    const known = RATE_LIMIT_NAMES.find((other) => other === name);
    if (known === undefined || Number(limit) === 0 || Number(window) === 0) return undefined;
    given[known] = { limit: Number(limit), window: Number(window) };
  }
  return { ...DEFAULT_RATE_LIMITS, ...given };
}
