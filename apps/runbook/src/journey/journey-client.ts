import { randomUUID } from 'node:crypto';
import { JourneyError } from './journey-error.js';

const TIMEOUT_MS = 15_000;

/** One call of a journey, without anything secret. */
export interface JourneyStep {
  /** What somebody did, as `compute`. */
  readonly step: string;
  /** Which revision was called. */
  readonly target: string;
  readonly method: string;
  /** The route, without ids and tokens. */
  readonly route: string;
  readonly status: number;
  /** By which logs, traces and the audit name this call. */
  readonly requestId: string;
  readonly ms: number;
}

/** A call as it is to be made. */
export interface JourneyCall {
  readonly step: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for what comes from `params`. */
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default 200, 201 or 204 */
  readonly expect?: readonly number[];
}

/** What was answered. */
export interface JourneyAnswer {
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** Wire JSON; undefined for anything else. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** Where a call goes. */
export interface JourneyTarget {
  /** For people, as `candidate`. */
  readonly name: string;
  /** Base URL without a slash at the end. */
  readonly url: string;
}

/** How a client calls. */
export interface JourneyClientOptions {
  /** Where the next call goes: always the same revision, or one after the other. */
  readonly next: () => JourneyTarget;
  /** Stops it. @default never */
  readonly signal?: AbortSignal | undefined;
  /** What happened is added here. @default a list of its own */
  readonly steps?: JourneyStep[];
}

/** Calls the service as clients do, and keeps what happened. */
export class JourneyClient {
  readonly steps: JourneyStep[];

  constructor(private readonly options: JourneyClientOptions) {
    this.steps = options.steps ?? [];
  }

  /** @throws {JourneyError} when it is not answered as expected */
  async call(call: JourneyCall): Promise<JourneyAnswer> {
    const { step, method = 'GET', route, expect = [200, 201, 204] } = call;
    const target = this.options.next();
    const requestId = randomUUID();
    const start = performance.now();
    const told = { step, target: target.name, method, route };
    try {
      const response = await this.send(target.url, call, requestId);
      const bytes = Buffer.from(await response.arrayBuffer());
      const answered = response.headers.get('x-request-id') ?? requestId;
      this.steps.push({ ...told, status: response.status, requestId: answered, ms: since(start) });
      if (!expect.includes(response.status)) throw new JourneyError({ ...told, requestId: answered, status: response.status, problem: problemIn(bytes) }); // prettier-ignore
      return { headers: response.headers, bytes, json: jsonIn(response, bytes) };
    } catch (cause) {
      if (cause instanceof JourneyError) throw cause;
      this.steps.push({ ...told, status: 0, requestId, ms: since(start) });
      throw new JourneyError({ ...told, requestId, status: 0 }, { cause });
    }
  }

  private send(url: string, call: JourneyCall, requestId: string): Promise<Response> {
    const { method = 'GET', route, params = {}, token, json, headers } = call;
    const path = route.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const { signal } = this.options;
    return fetch(url + path, {
      method,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        'X-Request-ID': requestId,
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
  }
}

function since(start: number): number {
  return Math.round(performance.now() - start);
}

function jsonIn({ headers }: Response, bytes: Buffer): JourneyAnswer['json'] {
  const isJson = headers.get('content-type')?.startsWith('application/json') === true && bytes.length > 0;
  return isJson ? (JSON.parse(bytes.toString()) as JourneyAnswer['json']) : undefined;
}

/** The title of a problem (RFC 9457). */
function problemIn(bytes: Buffer): string | undefined {
  try {
    const { title } = JSON.parse(bytes.toString()) as { readonly title?: unknown };
    return typeof title === 'string' ? title : undefined;
  } catch {
    return undefined;
  }
}
