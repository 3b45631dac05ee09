import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FakeOAuth } from './fake-oauth.js';

/** A policy issue as the API writes it; what is left out gets a value. */
export interface FakePolicyIssue {
  /** The last part of its name. */
  readonly id: string;
  readonly site?: string;
  readonly siteSection?: string;
  readonly uri?: string;
  readonly entityType?: string;
  readonly action?: string;
  readonly policyTopics?: readonly {
    readonly topic: string;
    readonly type: string;
    readonly mustFix?: boolean;
  }[];
  readonly adRequestCount?: string;
  readonly lastDetectedDate?: FakeDate;
  readonly warningEscalationDate?: FakeDate;
}

interface FakeDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export type AdSenseCall = 'token' | 'list' | 'get' | 'adclients';

/** What the fake does with one request instead of answering it. */
export type AdSenseBehaviour =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Takes the request and never answers. */
  | 'hang'
  /** Cuts the connection. */
  | 'reset'
  /** Announces the whole answer, sends half of it, and cuts the connection. */
  | 'truncate'
  /** Sends half of the answer as if it were the whole. */
  | 'malformed';

/** A request that the fake has received. */
export interface AdSenseRequest {
  readonly call: AdSenseCall;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** Account and credentials that the fake takes, and where it is. */
export interface FakeAdSenseAccess {
  readonly account: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

const ACCOUNT = 'pub-1234567890123456';
const MOST_ON_A_PAGE = 10_000;

/**
 * The parts of the AdSense Management API v2 that concern policy issues, and Google's token endpoint, as one HTTP server. It
 * refuses what Google would: unknown tokens, another account, pages that are too large.
 * @see https://developers.google.com/adsense/management/reference/rest/v2/accounts.policyIssues
 */
export class FakeAdSense implements AsyncDisposable {
  /** Every request, whatever was answered, in the order of their arrival. */
  readonly requests: AdSenseRequest[] = [];
  /** What the account is accused of now. */
  issues: readonly FakePolicyIssue[] = [];
  adClients: readonly { readonly productCode: string; readonly state: string }[] = [
    { productCode: 'AFC', state: 'READY' },
  ];
  /** Runs before each page of issues is answered, with the number of pages answered before it. */
  beforePage: ((page: number) => void) | undefined;
  readonly oauth = new FakeOAuth();
  private readonly script: { readonly call: AdSenseCall; readonly behaviour: AdSenseBehaviour }[] = [];
  private readonly always = new Map<AdSenseCall, AdSenseBehaviour>();
  private readonly server = createServer((request, response) => void this.take(request, response));

  static async start(): Promise<FakeAdSense> {
    const fake = new FakeAdSense();
    fake.server.listen(0, '127.0.0.1');
    await once(fake.server, 'listening');
    return fake;
  }

  get access(): FakeAdSenseAccess {
    const { port } = this.server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    return { account: ACCOUNT, ...this.oauth.credentials, apiUrl: origin, tokenUrl: `${origin}/token` };
  }

  /** Behaves like this for the next calls of a kind, one after another, then answers again. */
  behave(call: AdSenseCall, ...next: readonly AdSenseBehaviour[]): void {
    this.script.push(...next.map((behaviour) => ({ call, behaviour })));
  }

  /** Behaves like this until told otherwise. */
  behaveAlways(call: AdSenseCall, behaviour: AdSenseBehaviour | undefined): void {
    if (behaviour === undefined) this.always.delete(call);
    else this.always.set(call, behaviour);
  }

  /** How many requests of a kind there were. */
  count(call: AdSenseCall): number {
    return this.requests.filter((request) => request.call === call).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const call = callOf(url.pathname);
    const { authorization } = request.headers;
    const body = await text(request);
    this.requests.push({ call, path: url.pathname + url.search, authorization });
    const behaviour = this.nextBehaviour(call);
    if (behaviour === 'hang') return;
    if (behaviour === 'reset') return void request.socket.destroy();
    if (typeof behaviour === 'object') return send(response, behaviour);
    const answer =
      call === 'token' ? this.oauth.answer(request, body) : this.answer(call, url, authorization);
    if (behaviour === undefined) return send(response, answer);
    const whole = JSON.stringify(answer.body);
    const half = whole.slice(0, whole.length / 2);
    if (behaviour === 'malformed') return send(response, { status: 200, body: half });
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(whole),
    });
    response.write(half, () => request.socket.destroy());
  }

  private nextBehaviour(call: AdSenseCall): AdSenseBehaviour | undefined {
    const index = this.script.findIndex((step) => step.call === call);
    const [step] = index < 0 ? [] : this.script.splice(index, 1);
    return step?.behaviour ?? this.always.get(call);
  }

  private answer(call: AdSenseCall, url: URL, authorization: string | undefined): Answer {
    if (!this.oauth.takes(authorization)) return googleError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'); // prettier-ignore
    const [, , , account, , id = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (account !== ACCOUNT) return googleError(403, 'PERMISSION_DENIED', 'The caller does not have permission'); // prettier-ignore
    if (call === 'get') return this.one(id);
    const size = Number(url.searchParams.get('pageSize') ?? MOST_ON_A_PAGE);
    const [from, sizeBefore] = readToken(url.searchParams.get('pageToken'), size);
    if (size > MOST_ON_A_PAGE || size !== sizeBefore) return googleError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'); // prettier-ignore
    if (call === 'list') this.beforePage?.(from / size);
    const items = call === 'list' ? this.issues.map(written) : this.adClients;
    const field = call === 'list' ? 'policyIssues' : 'adClients';
    const page = items.slice(from, from + size);
    const more = from + size < items.length ? { nextPageToken: `${from + size}.${size}` } : {};
    // As in all of Google's JSON, what is empty is left out.
    return { status: 200, body: { ...(page.length > 0 ? { [field]: page } : {}), ...more } };
  }

  private one(id: string): Answer {
    const issue = this.issues.find((each) => each.id === id);
    if (issue) return { status: 200, body: written(issue) };
    return googleError(404, 'NOT_FOUND', 'Requested entity was not found.');
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** @see https://google.aip.dev/193 */
export function googleError(code: number, status: string, message: string, details?: unknown): Answer {
  return { status: code, body: { error: { code, message, status, ...(details ? { details } : {}) } } };
}

function callOf(path: string): AdSenseCall {
  if (path === '/token') return 'token';
  if (path.endsWith('/adclients')) return 'adclients';
  return path.endsWith('/policyIssues') ? 'list' : 'get';
}

function readToken(token: string | null, size: number): readonly [number, number] {
  if (token === null) return [0, size];
  const [from = '0', sizeBefore = '0'] = token.split('.');
  return [Number(from), Number(sizeBefore)];
}

function written({ id, ...issue }: FakePolicyIssue): object {
  return {
    name: `accounts/${ACCOUNT}/policyIssues/${id}`,
    entityType: 'SITE',
    site: 'couple.example',
    action: 'AD_SERVED_WITH_CLICK_CONFIRMATION',
    policyTopics: [{ topic: 'Unintended clicks', type: 'POLICY', mustFix: false }],
    adClients: [`ca-${ACCOUNT}`],
    adRequestCount: '1200',
    firstDetectedDate: { year: 2026, month: 11, day: 2 },
    lastDetectedDate: { year: 2026, month: 11, day: 24 },
    ...issue,
  };
}

function send(
  response: ServerResponse,
  answer: Partial<Answer> & { headers?: Readonly<Record<string, string>> },
): void {
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
  response
    .writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', ...answer.headers })
    .end(body);
}
