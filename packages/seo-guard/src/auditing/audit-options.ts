import type { AuditedTable } from './table/audited-table.js';
import { statedTable, type StatedTable } from './table/stated-table.js';

/** What `auditNoIndex` audits, and how. */
export interface AuditOptions {
  /** Where the service listens: `http://127.0.0.1:3000`. Everything of this origin is audited, from its root. */
  readonly baseUrl: string | URL;
  /**
   * What the service should say: its `SeoGuard`, or data as `statedTable` takes it. Without it, contradictions are found, and
   * what could be indexed is listed. @default none
   */
  readonly table?: AuditedTable | StatedTable;
  /** The address that people know, where it is another one; canonicals and sitemaps name it. @default `baseUrl` */
  readonly publicUrl?: string | URL;
  /** Paths or URLs where the crawl starts too: pages that nothing links to, with ids that exist. @default none */
  readonly seeds?: readonly string[];
  /** The crawler whose groups in headers, metas and robots.txt count. @default 'googlebot' */
  readonly bot?: string;
  /** Sent with every request: a cookie, `x-forwarded-proto`. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Most pages of the crawl; probes come on top. @default 500 */
  readonly maxPages?: number;
  /** Most links between a start and a page. @default 16 */
  readonly maxDepth?: number;
  /** Most requests at a time. @default 4 */
  readonly concurrency?: number;
  /** Milliseconds that one answer may take. @default 10000 */
  readonly timeoutMs?: number;
  /** Most bytes that are read of one body, without its encoding. @default 2097152, what Googlebot reads */
  readonly maxBytes?: number;
  /** Sends GET, HEAD and OPTIONS only, no malformed POST. @default false */
  readonly readOnly?: boolean;
  /** Ends the audit early: it rejects with the reason. @default none */
  readonly signal?: AbortSignal;
}

/** Options with their defaults, checked. */
export interface ResolvedAuditOptions extends Required<
  Omit<AuditOptions, 'publicUrl' | 'table' | 'signal' | 'baseUrl'>
> {
  readonly baseUrl: URL;
  readonly publicUrl: URL | undefined;
  readonly table: AuditedTable | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Fills in defaults.
 * @throws {TypeError} naming the option that cannot be used
 */
export function resolveAuditOptions(options: AuditOptions): ResolvedAuditOptions {
  const { table, publicUrl, bot = 'googlebot', headers = {}, seeds = [], readOnly = false, signal } = options;
  const baseUrl = httpUrl('baseUrl', options.baseUrl);
  for (const seed of seeds) {
    if (!URL.canParse(seed, baseUrl.href)) throw new TypeError(`seeds: "${seed}" is no path and no URL.`);
  }
  if (!/^[\w-]+$/.test(bot)) throw new TypeError('bot must be the name of a crawler, such as googlebot.');
  return {
    baseUrl,
    publicUrl: publicUrl === undefined ? undefined : httpUrl('publicUrl', publicUrl),
    table: table && ('explain' in table ? table : statedTable(table)),
    bot: bot.toLowerCase(),
    headers,
    seeds,
    readOnly,
    signal,
    maxPages: positive('maxPages', options.maxPages, 500),
    maxDepth: positive('maxDepth', options.maxDepth, 16),
    concurrency: positive('concurrency', options.concurrency, 4),
    timeoutMs: positive('timeoutMs', options.timeoutMs, 10_000),
    maxBytes: positive('maxBytes', options.maxBytes, 2 * 1024 * 1024),
  };
}

function httpUrl(name: string, value: string | URL): URL {
  const url = URL.canParse(String(value)) ? new URL(value) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new TypeError(`${name} must be a URL as http://127.0.0.1:3000.`);
  }
  return url;
}

function positive(name: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!Number.isSafeInteger(value) || value < 1)
    throw new TypeError(`${name} must be a whole number from 1.`);
  return value;
}
