import { request as requestHttp, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import { mediaTypeOf, type Answer, type NoAnswer } from './answer.js';
import { readBody } from './read-body.js';

/** What is asked of a server. */
export interface Question {
  /** @default 'GET' */
  readonly method?: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How a server is asked. */
export interface ExchangeOptions {
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until an exchange is given up; what has come by then counts. */
  readonly timeoutMs: number;
  /** Most bytes of a body that are read, decoded. */
  readonly maxBytes: number;
  /** Most connections at a time. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks one server over kept connections. Redirects are not followed, and header lines are not joined as `fetch` does: how many
 * there are is what the audit is about.
 */
export class Exchange implements Disposable {
  private readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  private asked = 0;

  constructor(private readonly options: ExchangeOptions) {
    const settings = { keepAlive: true, maxSockets: options.concurrency };
    this.agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) };
  }

  /** How many requests were sent. */
  get requests(): number {
    return this.asked;
  }

  /** Never rejects, unless the audit itself was aborted. */
  async ask(question: Question): Promise<Answer | NoAnswer> {
    const { method = 'GET', url } = question;
    const { timeoutMs, maxBytes, signal } = this.options;
    const deadline = AbortSignal.timeout(timeoutMs);
    this.asked += 1;
    const asked = { method, url: url.href.replace(/#.*$/s, '') };
    try {
      const message = await this.send(question, signal ? AbortSignal.any([signal, deadline]) : deadline);
      const headers = pairs(message.rawHeaders);
      const { body, isCut } = await readBody(message, wantedBytes(mediaTypeOf({ headers }), maxBytes));
      signal?.throwIfAborted();
      return { ...asked, status: message.statusCode ?? 0, headers, body, isCut };
    } catch (error) {
      signal?.throwIfAborted();
      return { ...asked, failure: deadline.aborted ? `no answer within ${timeoutMs} ms` : reason(error) };
    }
  }

  [Symbol.dispose](): void {
    this.agents.http.destroy();
    this.agents.https.destroy();
  }

  private send(
    { method = 'GET', url, headers, body }: Question,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const isTls = url.protocol === 'https:';
    const options = {
      method,
      signal,
      agent: isTls ? this.agents.https : this.agents.http,
      headers: { 'accept-encoding': 'gzip, deflate, br', ...this.options.headers, ...headers },
    };
    return new Promise((resolve, reject) => {
      const outgoing = (isTls ? requestHttps : requestHttp)(url, options, resolve);
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

function pairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? ''] as const] : [],
  );
}

/** A small body is read whatever it is, which keeps the connection; an event stream has no end. */
const SMALL_BYTES = 16_384;

function wantedBytes(mediaType: string, maxBytes: number): number {
  if (mediaType === 'text/event-stream') return 0;
  return mediaType === '' || /^text\/|html|xml|gzip/.test(mediaType) ? maxBytes : SMALL_BYTES;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
