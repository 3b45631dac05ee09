import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckpointKey } from '@couplekit/couple-core';
import { readAdSenseConfig, type AdSenseConfig } from './adsense-config.js';
import { StartError } from './start-error.js';
import { readAdUnit, type AdUnit } from './web/ads/ad-unit.js';
import {
  DEFAULT_RATE_LIMITS,
  parseRateLimits,
  type RateLimits,
} from './web/rate-limits/rate-limit-policies.js';

/** From `apps/api/dist` or `apps/api/src`. */
const REPOSITORY = join(import.meta.dirname, '..', '..', '..');

const ENVIRONMENTS = ['development', 'preview', 'staging', 'production'] as const;

/** What the service reads from its environment. */
export interface ApiConfig {
  /** @default 3000 */
  readonly port: number;
  /** @default 127.0.0.1 */
  readonly host: string;
  /** @default undefined: the service starts a PostgreSQL of its own */
  readonly databaseUrl: string | undefined;
  /** Whether statements may be prepared: not through a pooler that does not know them. @default on its own PostgreSQL */
  readonly preparedStatements: boolean;
  /** Whose `.couplekit/` keeps the data of that PostgreSQL. @default the repository */
  readonly dataDir: string;
  /** Where people reach the service. @default `http://HOST:PORT` */
  readonly publicBaseUrl: string;
  /** Where the service runs: search engines see only `production`. @default `development` */
  readonly environment: (typeof ENVIRONMENTS)[number];
  /** Names by which it may be reached besides that, without a port. @default none */
  readonly trustedHosts: readonly string[];
  /** Proxies in front of the service that add to `X-Forwarded-For`. @default 0: the header is not read */
  readonly trustedProxies: number;
  /** What each address may do how often; undefined for no limits. @default `DEFAULT_RATE_LIMITS` */
  readonly rateLimits: RateLimits | undefined;
  /** The build. @default `development` */
  readonly codeRef: string;
  /** Ed25519 private key that signs audit checkpoints, PKCS #8 PEM. @default none: there are no checkpoints */
  readonly checkpointKey: string | undefined;
  /**
   * Whether callers choose the ids of their requests. They are safe to log, and no proof of anything. @default true
   */
  readonly trustRequestId: boolean;
  /** Whether callers put their requests into traces of theirs; not the public, who could have each one sampled. @default false */
  readonly trustTraceContext: boolean;
  /** Where log files are kept, one a day. @default none: the log goes to standard output */
  readonly logDir: string | undefined;
  /** Where failures are told; a secret. @default nowhere */
  readonly slackWebhookUrl: string | undefined;
  /** The AdSense account that is watched for Confirmed Click. @default none */
  readonly adsense: AdSenseConfig | undefined;
  /** The ad on the first page. @default none: no ads anywhere */
  readonly adUnit: AdUnit | undefined;
  readonly serviceToken: string | undefined;
  readonly opsToken: string | undefined;
}

/**
 * Reads the environment; an empty value counts as not set.
 * @throws {StartError} naming the variable that cannot be used, never its value
 */
export function readApiConfig(env: Readonly<Record<string, string | undefined>>): ApiConfig {
  const value = (name: string) => env[name]?.trim() || undefined;
  const port = readPort(value('PORT'));
  const host = value('HOST') ?? '127.0.0.1';
  const serviceToken = readToken('COUPLE_SERVICE_TOKEN', value('COUPLE_SERVICE_TOKEN'));
  const opsToken = readToken('COUPLE_OPS_TOKEN', value('COUPLE_OPS_TOKEN'));
  if (serviceToken !== undefined && serviceToken === opsToken) {
    throw new StartError('COUPLE_SERVICE_TOKEN and COUPLE_OPS_TOKEN must differ.');
  }
  const databaseUrl = readDatabaseUrl(value('DATABASE_URL'));
  const adUnit = readAdUnit({ AD_CLIENT: value('AD_CLIENT'), AD_SLOT: value('AD_SLOT') });
  const adsense = readAdSenseConfig({
    ADSENSE_ACCOUNT: value('ADSENSE_ACCOUNT'),
    ADSENSE_CLIENT_ID: value('ADSENSE_CLIENT_ID'),
    ADSENSE_CLIENT_SECRET: value('ADSENSE_CLIENT_SECRET'),
    ADSENSE_REFRESH_TOKEN: value('ADSENSE_REFRESH_TOKEN'),
  });
  if (adUnit && adsense && adUnit.client !== `ca-${adsense.account}`) {
    throw new StartError('AD_CLIENT and ADSENSE_ACCOUNT must be of the same account.');
  }
  return {
    port,
    host,
    databaseUrl,
    preparedStatements:
      readSwitch('PREPARED_STATEMENTS', value('PREPARED_STATEMENTS')) ?? databaseUrl === undefined,
    dataDir: value('DATA_DIR') ?? REPOSITORY,
    publicBaseUrl: readBaseUrl(value('PUBLIC_BASE_URL')) ?? `http://${reachable(host)}:${port}`,
    environment: readEnvironment(value('ENVIRONMENT')),
    trustedHosts: readHosts(value('TRUSTED_HOSTS')),
    trustedProxies: readProxies(value('TRUSTED_PROXIES')),
    rateLimits: readRateLimits(value('RATE_LIMITS')),
    codeRef: value('CODE_REF') ?? 'development',
    checkpointKey: readCheckpointKeyFile(value('AUDIT_CHECKPOINT_KEY')),
    trustRequestId: readSwitch('TRUST_REQUEST_ID', value('TRUST_REQUEST_ID')) ?? true,
    trustTraceContext: readSwitch('TRUST_TRACE_CONTEXT', value('TRUST_TRACE_CONTEXT')) ?? false,
    logDir: value('LOG_DIR'),
    slackWebhookUrl: readWebhook(value('SLACK_WEBHOOK_URL')),
    adsense,
    adUnit,
    serviceToken,
    opsToken,
  };
}

/** How people on this machine reach a service that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 3000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new StartError('PORT must be a number from 1 to 65535.');
  }
  return port;
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const protocol = URL.parse(text)?.protocol;
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    throw new StartError('DATABASE_URL must look like postgresql://user:password@host:5432/database.');
  }
  return text;
}

function readBaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new StartError(
      'PUBLIC_BASE_URL must be an absolute http or https URL without user, query or fragment.',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function readEnvironment(text: string | undefined): ApiConfig['environment'] {
  if (text === undefined) return 'development';
  const environment = ENVIRONMENTS.find((name) => name === text);
  if (environment === undefined)
    throw new StartError(`ENVIRONMENT must be one of ${ENVIRONMENTS.join(', ')}.`);
  return environment;
}

function readHosts(text = ''): readonly string[] {
  const hosts = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (hosts.every((host) => URL.parse(`http://${host}`)?.hostname === host)) return hosts;
  throw new StartError('TRUSTED_HOSTS must be host names or addresses without a port, separated by commas.');
}

function readProxies(text = '0'): number {
  if (/^\d$/.test(text)) return Number(text);
  throw new StartError('TRUSTED_PROXIES must be a number from 0 to 9.');
}

function readRateLimits(text: string | undefined): RateLimits | undefined {
  if (text === undefined) return DEFAULT_RATE_LIMITS;
  if (text === 'off') return undefined;
  const limits = parseRateLimits(text);
  if (limits) return limits;
  throw new StartError(
    `RATE_LIMITS must be off, or requests/seconds by name, such as sessions=60/600,shares=600/600. Names: ${Object.keys(DEFAULT_RATE_LIMITS).join(', ')}.`,
  );
}

function readWebhook(text: string | undefined): string | undefined {
  if (text !== undefined && !/^https:$|^http:$/.test(URL.parse(text)?.protocol ?? '')) {
    throw new StartError('SLACK_WEBHOOK_URL must be the https URL of an incoming webhook.');
  }
  return text;
}

/** The variable names a file, so that the key itself is in no environment. */
function readCheckpointKeyFile(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    const pem = readFileSync(path, 'utf8');
    readCheckpointKey(pem);
    return pem;
  } catch (cause) {
    throw new StartError(
      'AUDIT_CHECKPOINT_KEY must name a file with an Ed25519 private key in PKCS #8 PEM form.',
      { cause },
    );
  }
}

function readSwitch(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text !== 'on' && text !== 'off') throw new StartError(`${name} must be on or off.`);
  return text === 'on';
}

function readToken(name: string, token: string | undefined): string | undefined {
  if (token !== undefined && token.length < 32)
    throw new StartError(`${name} must have at least 32 characters.`);
  return token;
}
