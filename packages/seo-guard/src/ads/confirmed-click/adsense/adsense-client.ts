import { AccessTokens } from './access-tokens.js';
import type { ResolvedAdSenseAccess } from './adsense-access.js';
import { AdSenseError } from './adsense-error.js';
import { askAgain, askGoogle, type GoogleAnswer } from './ask-google.js';
import type { PolicyIssue } from './policy-issue.js';
import { asList, asObject, asText, isObject, type JsonObject } from './read-json.js';
import { readPolicyIssue } from './read-policy-issue.js';

/** More pages than any account has; a listing that goes on is in a circle. */
const MOST_PAGES = 1_000;
/** Longest text of Google's that an error repeats. */
const LONGEST_REASON = 200;

/**
 * The part of the AdSense Management API v2 that knows about policy issues.
 * @see https://developers.google.com/adsense/management/reference/rest/v2/accounts.policyIssues
 */
export class AdSenseClient {
  private readonly tokens: AccessTokens;

  constructor(private readonly access: ResolvedAdSenseAccess) {
    this.tokens = new AccessTokens(access);
  }

  /**
   * Every issue of the account, or an error: never a part of them.
   *
   * An account without a running ad client gets an empty list whatever is held against it, so that an empty one counts only
   * with such a client.
   * @see https://developers.google.com/adsense/management/reference/rest/v2/accounts.policyIssues/list
   * @throws {AdSenseError}
   */
  async list(signal: AbortSignal): Promise<readonly PolicyIssue[]> {
    const items = await this.pages('policyIssues', signal);
    if (items.length === 0) await this.requireRunningAdClient(signal);
    const issues = items.map(readPolicyIssue);
    // An issue that moved while the pages were read may be on two of them: the later one is newer.
    return [...new Map(issues.map((issue) => [issue.name, issue])).values()];
  }

  /**
   * One issue; undefined when it is gone.
   * @see https://developers.google.com/adsense/management/reference/rest/v2/accounts.policyIssues/get
   * @throws {AdSenseError}
   */
  async get(name: string, signal: AbortSignal): Promise<PolicyIssue | undefined> {
    const answer = await this.ask(name.split('/').map(encodeURIComponent).join('/'), signal);
    // A 404 of the API's own, not one of something in between.
    if (answer.status === 404 && statusOf(answer) === 'NOT_FOUND') return undefined;
    const issue = readPolicyIssue(requireOk(answer));
    if (issue.name !== name) throw new AdSenseError('unavailable', 'AdSense answered with another issue.');
    return issue;
  }

  private async requireRunningAdClient(signal: AbortSignal): Promise<void> {
    const clients = await this.pages('adclients', signal);
    const runs = clients.some((item) => {
      const { productCode, state } = asObject(item, 'An ad client');
      return productCode === 'AFC' && (state === 'READY' || state === 'GETTING_READY');
    });
    if (runs) return;
    throw new AdSenseError(
      'unreported',
      `AdSense reports no policy issues for ${this.access.account}: it has no ad client for content that is ready. Check the account.`,
    );
  }

  private async pages(resource: keyof typeof FIELDS, signal: AbortSignal): Promise<readonly unknown[]> {
    const items: unknown[] = [];
    const seen = new Set<string>();
    let pageToken: string | undefined;
    do {
      const page = await this.page(resource, pageToken, signal);
      items.push(...asList(page[FIELDS[resource]], FIELDS[resource]));
      pageToken = asText(page['nextPageToken']);
      if (pageToken !== undefined && (seen.has(pageToken) || seen.size >= MOST_PAGES)) {
        throw new AdSenseError('unavailable', `The listing of ${resource} does not end.`);
      }
      seen.add(pageToken ?? '');
    } while (pageToken !== undefined);
    return items;
  }

  private async page(
    resource: string,
    pageToken: string | undefined,
    signal: AbortSignal,
  ): Promise<JsonObject> {
    const query = new URLSearchParams({ pageSize: String(this.access.pageSize) });
    if (pageToken !== undefined) query.set('pageToken', pageToken);
    const path = `accounts/${this.access.account}/${resource}?${query.toString()}`;
    return asObject(requireOk(await this.ask(path, signal)), 'A page');
  }

  /** A token that is refused is replaced, once: its owner may have ended it before its time. */
  private async ask(path: string, signal: AbortSignal): Promise<GoogleAnswer> {
    const token = await this.tokens.get(signal);
    const answer = await this.askWith(token, path, signal);
    if (answer.status !== 401) return answer;
    this.tokens.forget(token);
    return this.askWith(await this.tokens.get(signal), path, signal);
  }

  private askWith(token: string, path: string, signal: AbortSignal): Promise<GoogleAnswer> {
    const { apiUrl, requestTimeoutMs, retries } = this.access;
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
    const ask = () =>
      askGoogle({ url: `${apiUrl}/v2/${path}`, headers, timeoutMs: requestTimeoutMs, signal });
    return askAgain(ask, { retries, signal });
  }
}

/** Where a page has its items. */
const FIELDS = { policyIssues: 'policyIssues', adclients: 'adClients' } as const;

/** @throws {AdSenseError} `refused`, with the reason that Google gives */
function requireOk(answer: GoogleAnswer): unknown {
  if (answer.status === 200) return answer.body;
  const message = asText(errorOf(answer)['message']) ?? 'no reason given';
  // It goes to logs and people: one line, without control characters.
  const reason = message.replaceAll(/\p{Cc}+/gu, ' ').slice(0, LONGEST_REASON);
  const status = [answer.status, statusOf(answer)].filter(Boolean).join(' ');
  throw new AdSenseError('refused', `AdSense refuses the request (${status}): ${reason}`);
}

function statusOf(answer: GoogleAnswer): string | undefined {
  const status = asText(errorOf(answer)['status']);
  return status !== undefined && /^[A-Z_]{1,40}$/.test(status) ? status : undefined;
}

/** @see https://google.aip.dev/193 */
function errorOf({ body }: GoogleAnswer): JsonObject {
  return isObject(body) && isObject(body['error']) ? body['error'] : {};
}
