import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ExporterSettings } from '../telemetry/exporter-settings.js';

const compress = promisify(gzip);

/** What came of an export: the collector's answer, or why there was none, in a few words that name no host. */
export type SendResult = { readonly answer: Buffer } | { readonly failure: string };

interface Attempt {
  readonly result: SendResult;
  readonly retry?: { readonly afterMillis: number | undefined };
}

/** OTLP over HTTP, "Failures": these may be tried again. */
const RETRYABLE: ReadonlySet<number | undefined> = new Set([429, 502, 503, 504]);

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
};

/** Posts metrics to the collector, with retries inside the time limit (https://opentelemetry.io/docs/specs/otlp/#otlphttp). */
export class MetricsSender {
  readonly #finishing = new AbortController();
  readonly #closing = new AbortController();
  readonly #url: URL;
  readonly #agent: HttpAgent;

  constructor(private readonly settings: ExporterSettings) {
    this.#url = new URL(settings.url);
    const options = { keepAlive: true, maxSockets: 1, ...settings.tls };
    this.#agent = this.#url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** Never rejects. */
  async send(message: Uint8Array): Promise<SendResult> {
    const signal = AbortSignal.any([AbortSignal.timeout(this.settings.timeoutMillis), this.#closing.signal]);
    const deadline = performance.now() + this.settings.timeoutMillis;
    const body = this.settings.compression === 'gzip' ? await compress(message) : message;
    for (let waitMillis = 1_000; ; waitMillis = Math.min(waitMillis * 2, 30_000)) {
      const { result, retry } = await this.#attempt(body, signal);
      if (!retry || signal.aborted || this.#finishing.signal.aborted) return result;
      // Jitter, so that not all processes come back at once.
      const pause = retry.afterMillis ?? waitMillis * (0.5 + Math.random());
      if (performance.now() + pause > deadline) return result;
      try {
        const until = AbortSignal.any([signal, this.#finishing.signal]);
        await delay(pause, undefined, { signal: until, ref: false });
      } catch {
        return result;
      }
    }
  }

  /** From now on a failure is final: a process that ends does not wait for a collector that is away. */
  finish(): void {
    this.#finishing.abort();
  }

  /** Gives up what is under way, so that the process can end. */
  close(): void {
    this.#closing.abort();
    this.#agent.destroy();
  }

  async #attempt(body: Uint8Array, signal: AbortSignal): Promise<Attempt> {
    try {
      const response = await this.#post(body, signal);
      const answer = await buffer(response);
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) return { result: { answer } };
      const result = { failure: `HTTP ${status}` };
      if (!RETRYABLE.has(status)) return { result };
      return { result, retry: { afterMillis: retryAfter(response.headers['retry-after']) } };
    } catch (error) {
      const failure = this.#closing.signal.aborted ? 'closed' : signal.aborted ? 'timeout' : reasonOf(error);
      return { result: { failure }, retry: { afterMillis: undefined } };
    }
  }

  #post(body: Uint8Array, signal: AbortSignal): Promise<IncomingMessage> {
    const send = this.#url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = {
      ...this.settings.headers,
      'content-type': 'application/x-protobuf',
      'content-length': body.byteLength,
      ...(this.settings.compression === 'gzip' && { 'content-encoding': 'gzip' }),
    };
    return new Promise((resolve, reject) => {
      send(this.#url, { method: 'POST', agent: this.#agent, headers, signal })
        .once('response', resolve)
        .once('error', reject)
        .end(body);
    });
  }
}

/** Seconds, or a date (RFC 9110 section 10.2.3). */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const millis = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(millis) ? undefined : Math.max(millis, 0);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return REASONS[code] ?? code;
}
