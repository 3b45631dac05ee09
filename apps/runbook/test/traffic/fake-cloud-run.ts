import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { portOf } from '@couplekit/testkit';
import { WeightedProxy, type Backend } from './weighted-proxy.js';

interface Target {
  readonly type?: string;
  readonly revision?: string;
  readonly percent?: number;
  readonly tag?: string;
}

interface Operation {
  pollsLeft: number;
  readonly traffic: readonly Target[];
}

const SERVICE = 'projects/p/locations/asia-northeast3/services/couplekit-api';
const GOOGLE_CODES = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND', 409: 'ABORTED', 429: 'RESOURCE_EXHAUSTED', 503: 'UNAVAILABLE' } as const; // prettier-ignore

/**
 * Cloud Run as far as traffic goes: the Admin API v2 (https://cloud.google.com/run/docs/reference/rest) with etags, `validateOnly`
 * and operations that take a while, and a service that forwards requests to the revisions.
 */
export class FakeCloudRun implements AsyncDisposable {
  /** Answered to the next requests of the API instead of what they ask for. */
  readonly failures: (keyof typeof GOOGLE_CODES)[] = [];
  /** How often an operation is asked about before it is done. */
  polls = 2;
  /** How the next operation ends, unless well. */
  operationError: { readonly code: number; readonly message: string } | undefined;
  /** Methods and paths of the API that were called. */
  readonly calls: string[] = [];
  readonly access = { project: 'p', region: 'asia-northeast3', service: 'couplekit-api' } as const;
  readonly token = 'ya29.a-token-of-tests';
  private etag: string = randomUUID();
  private asked: readonly Target[];
  private served: readonly Target[];
  private readonly operations = new Map<string, Operation>();
  private readonly api = createServer((request, response) => void this.answer(request, response));

  private constructor(private readonly people: WeightedProxy) {
    this.asked = people.backends.flatMap(({ name }, at) => [
      ...(at === 0
        ? [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: name, percent: 100 }]
        : []),
      { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: name, tag: `only-${name}` },
    ]);
    this.served = this.asked;
  }

  /** Everything goes to the first one; each has a tag. */
  static async start(backends: readonly Backend[]): Promise<FakeCloudRun> {
    const fake = new FakeCloudRun(await WeightedProxy.start(backends));
    fake.api.listen(0, '127.0.0.1');
    await once(fake.api, 'listening');
    return fake;
  }

  get url(): string {
    return this.people.url;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${portOf(this.api)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.api.close();
    this.api.closeAllConnections();
    await this.people[Symbol.asyncDispose]();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    this.calls.push(`${request.method} ${request.url}`);
    const send = (status: number, body: object) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body)); // prettier-ignore
    const fail = (status: keyof typeof GOOGLE_CODES, message: string) => send(status, { error: { code: status, status: GOOGLE_CODES[status], message } }); // prettier-ignore
    if (request.headers.authorization !== `Bearer ${this.token}`) return void fail(401, 'Request had invalid credentials.'); // prettier-ignore
    const failure = this.failures.shift();
    if (failure !== undefined) return void fail(failure, 'as planted.');
    const path = decodeURIComponent(pathname.replace('/v2/', ''));
    const operation = this.operations.get(path);
    if (operation) return void send(200, this.lookAt(path, operation));
    if (path !== SERVICE) return void fail(404, `Resource ${path} was not found.`);
    if (request.method === 'GET') return void send(200, this.service());
    const wanted = (await json(request)) as { readonly etag?: string; readonly traffic?: readonly Target[] };
    if (wanted.etag !== undefined && wanted.etag !== this.etag)
      return void fail(409, 'The etag does not match.');
    const traffic = wanted.traffic ?? [];
    const unknown = traffic.find(
      ({ revision }) => !this.people.backends.some(({ name }) => name === revision),
    );
    if (unknown) return void fail(400, `Revision ${unknown.revision} does not exist.`);
    const sum = traffic.reduce((total, { percent = 0 }) => total + percent, 0);
    if (sum !== 100) return void fail(400, `Traffic adds up to ${sum}.`);
    if (searchParams.get('updateMask') !== 'traffic')
      return void fail(400, 'Only traffic can be changed here.');
    if (searchParams.get('validateOnly') === 'true') return void send(200, { done: true });
    this.etag = randomUUID();
    this.asked = traffic;
    const name = `projects/p/locations/asia-northeast3/operations/${randomUUID()}`;
    this.operations.set(name, { pollsLeft: this.polls, traffic });
    send(200, { name, done: false });
  }

  private lookAt(name: string, operation: Operation): object {
    if (operation.pollsLeft-- > 0) return { name, done: false };
    const error = this.operationError;
    this.operationError = undefined;
    if (error) return { name, done: true, error };
    this.served = operation.traffic;
    this.people.weights = Object.fromEntries(this.people.backends.map(({ name: revision }) => [revision, percentOf(this.served, revision)])); // prettier-ignore
    return { name, done: true, response: this.service() };
  }

  private service(): object {
    const uriOf = (revision = '') => `http://127.0.0.1:${this.people.backends.find(({ name }) => name === revision)?.port}`; // prettier-ignore
    return {
      name: SERVICE,
      etag: this.etag,
      reconciling: this.asked !== this.served,
      traffic: this.asked,
      trafficStatuses: this.served.map((target) => ({ ...target, ...(target.tag !== undefined && { uri: uriOf(target.revision) }) })), // prettier-ignore
    };
  }
}

function percentOf(traffic: readonly Target[], revision: string): number {
  return traffic.filter((target) => target.revision === revision).reduce((total, { percent = 0 }) => total + percent, 0); // prettier-ignore
}
