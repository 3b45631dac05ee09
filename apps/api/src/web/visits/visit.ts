import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chooseLanguage, isLanguage, type Language } from '../pages/language.js';
import type { RawExchange } from './raw-exchange.js';
import type { CookieName, VisitCookies } from './visit-cookies.js';

const YEAR_S = 365 * 24 * 60 * 60;
/** As long as an access token, which nothing here outlives. */
const BROWSER_MAX_AGE_S = 180 * 24 * 60 * 60;
/** 256 bits, base64url. */
const ID = /^[\w-]{43}$/;

/** One request for a page: who asks from which browser, in which language, for what. */
export class Visit {
  readonly language: Language;
  /** Without the query; begins with one slash. */
  readonly path: string;
  /** Path and query. */
  readonly target: string;
  /** Lets a script of this one answer run. */
  readonly nonce = randomBytes(16).toString('base64url');
  private id: string | undefined;

  constructor(
    readonly exchange: RawExchange,
    private readonly cookies: VisitCookies,
  ) {
    const { request } = exchange;
    const target = readTarget(request);
    this.path = target.pathname;
    this.target = target.pathname + target.search;
    this.language = this.readLanguage(target.searchParams.get('lang'));
    const id = this.cookie('browser');
    this.id = id !== undefined && ID.test(id) ? id : undefined;
  }

  /** The secret id of the browser; undefined for one that has none yet. */
  get browserId(): string | undefined {
    return this.id;
  }

  /** The value of a cookie of ours. */
  cookie(name: CookieName): string | undefined {
    return this.cookies.read(this.exchange.request.headers.cookie, name);
  }

  /** Has the browser keep a value; an age of 0 makes it forget. */
  keep(name: CookieName, value: string, maxAgeSeconds: number): void {
    this.cookies.write(this.exchange.response, name, value, maxAgeSeconds);
  }

  /** Gives the browser a new id, for when it may do more than before: one that somebody else knew or planted is worth nothing then. */
  renewBrowserId(): string {
    const id = randomBytes(32).toString('base64url');
    this.id = id;
    this.keep('browser', id, BROWSER_MAX_AGE_S);
    return id;
  }

  /** Makes the browser forget its id. */
  forgetBrowser(): void {
    this.id = undefined;
    this.keep('browser', '', 0);
  }

  /** What every form has to send back as `_csrf`. It follows from the browser's id, which no other site can read. */
  csrfToken(): string {
    return tokenOf(this.id ?? this.renewBrowserId());
  }

  /** Whether a form was made for this browser. */
  isOwnToken(token: unknown): boolean {
    if (this.id === undefined || typeof token !== 'string') return false;
    const [given, expected] = [Buffer.from(token), Buffer.from(tokenOf(this.id))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private readLanguage(chosen: string | null): Language {
    if (!isLanguage(chosen)) return chooseLanguage(this.exchange.request.headers['accept-language']);
    this.keep('lang', chosen, YEAR_S);
    return chosen;
  }
}

function tokenOf(id: string): string {
  return createHmac('sha256', id).update('csrf').digest('base64url');
}

function readTarget(request: RawExchange['request'] & { readonly originalUrl?: string }): URL {
  const target = request.originalUrl ?? request.url ?? '/';
  const path = target.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/^[/\\]+/, '/');
  return new URL(path, 'http://localhost');
}
