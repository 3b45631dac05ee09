import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ROOT_CONTEXT, context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ExporterSettings } from '../telemetry/telemetry-settings.js';

/** What came of one attempt to send a request. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly body: Buffer }
  /** It may be sent again, not before `afterMs` if the collector said so. */
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterMs: number | undefined }
  | { readonly outcome: 'refused'; readonly reason: string };

/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** An answer is a few bytes; more is not read. */
const MAX_ANSWER_BYTES = 64 * 1024;

const compress = promisify(gzip);

/** Posts OTLP messages to one endpoint over one connection (https://opentelemetry.io/docs/specs/otlp/#otlphttp). */
export class OtlpSender {
  private readonly url: URL;
  private readonly agent: HttpAgent | HttpsAgent;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(private readonly settings: ExporterSettings) {
    this.url = new URL(settings.url);
    const connection = { keepAlive: true, maxSockets: 1 };
    this.agent =
      this.url.protocol === 'https:'
        ? new HttpsAgent({ ...connection, ...settings.tls })
        : new HttpAgent(connection);
    this.headers = {
      ...settings.headers,
      'Content-Type': 'application/x-protobuf',
      ...(settings.compression === 'gzip' && { 'Content-Encoding': 'gzip' }),
    };
  }

  /** One attempt. Never rejects; `signal` ends it as one to be made again. */
  async send(message: Uint8Array, signal: AbortSignal): Promise<Delivery> {
    try {
      const body = this.settings.compression === 'gzip' ? await compress(message) : message;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(this.settings.timeoutMillis)]);
      const response = await this.post(body, limit);
      return await deliveryOf(response);
    } catch (error) {
      return { outcome: 'retry', reason: reasonOf(error), afterMs: undefined };
    }
  }

  /** Ends the connection, whatever it is doing. */
  close(): void {
    this.agent.destroy();
  }

  /** Without a span for it, which would be exported in turn. */
  private post(body: Uint8Array, signal: AbortSignal): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    context.with(suppressTracing(ROOT_CONTEXT), () => {
      const send = this.url.protocol === 'https:' ? httpsRequest : httpRequest;
      const { url, agent } = this;
      const headers = { ...this.headers, 'Content-Length': body.byteLength };
      send(url, { method: 'POST', agent, headers, signal })
        .on('response', resolve)
        .on('error', reject)
        .end(body);
    });
    return promise;
  }
}

async function deliveryOf(response: IncomingMessage): Promise<Delivery> {
  const status = response.statusCode ?? 0;
  if (Number(response.headers['content-length'] ?? 0) > MAX_ANSWER_BYTES) response.destroy();
  const body = await buffer(response);
  if (status >= 200 && status < 300) return { outcome: 'accepted', body };
  const reason = `the collector answers ${status}`;
  if (!RETRYABLE.has(status)) return { outcome: 'refused', reason };
  return { outcome: 'retry', reason, afterMs: retryAfter(response.headers['retry-after']) };
}

/** Seconds or a date (RFC 9110 section 10.2.3), in milliseconds from now. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** A cause without address, URL or header. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the collector cannot be reached';
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return 'the collector does not answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `the collector cannot be reached (${code})`;
}
