import type { ServerResponse } from 'node:http';

/** What a fake collector can do with a message. */
export const COLLECTOR_MODES = [
  /** Takes it. */
  'ok',
  /** Is not there: nobody listens on its port, until another mode is set. */
  'refused',
  /** Reads it and never answers. */
  'hang',
  /** Takes it after `slowMs`. */
  'slow',
  /** 503 with Retry-After. */
  'unavailable',
  /** 429 with Retry-After. */
  'throttled',
  /** 400 with a `google.rpc.Status`, which is not to be sent again. */
  'bad-request',
  /** Resets the connection in the middle of it. */
  'reset',
  /** Does by turns as in `unavailable`, first, and as in `ok`. */
  'flapping',
  /** Takes it but for its last item, which it says that it rejects. */
  'partial',
] as const;

export type CollectorMode = (typeof COLLECTOR_MODES)[number];

/** Seconds, of `unavailable`, `throttled` and `flapping`. */
export const RETRY_AFTER = 1;

const INVALID_ARGUMENT = 3;

/** Answers a message that has been read, by https://opentelemetry.io/docs/specs/otlp/#otlphttp-response. */
export function answerMessage(response: ServerResponse, mode: CollectorMode): void {
  const head = { 'Content-Type': 'application/x-protobuf' };
  switch (mode) {
    case 'ok':
    case 'slow':
      return void response.writeHead(200, head).end();
    case 'partial':
      return void response.writeHead(200, head).end(partialSuccess(1, 'the last one'));
    case 'unavailable':
    case 'throttled':
      return void response
        .writeHead(mode === 'throttled' ? 429 : 503, { ...head, 'Retry-After': RETRY_AFTER })
        .end();
    case 'bad-request':
      return void response.writeHead(400, head).end(rpcStatus(INVALID_ARGUMENT, 'not today'));
    case 'hang':
    case 'refused':
    case 'reset':
    case 'flapping':
      return;
    default:
      return mode satisfies never;
  }
}

/** `ExportTraceServiceResponse` and its like for metrics: the field numbers are the same. */
function partialSuccess(rejected: number, message: string): Buffer {
  return lengthDelimited(1, Buffer.concat([Buffer.from([0x08, rejected]), lengthDelimited(2, message)]));
}

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto */
function rpcStatus(code: number, message: string): Buffer {
  return Buffer.concat([Buffer.from([0x08, code]), lengthDelimited(2, message)]);
}

/** Of less than 128 bytes. */
function lengthDelimited(field: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([(field << 3) | 2, bytes.length]), bytes]);
}
