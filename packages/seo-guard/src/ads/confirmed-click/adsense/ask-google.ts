import { setTimeout as delay } from 'node:timers/promises';
import { AdSenseError } from './adsense-error.js';
import { isObject } from './read-json.js';
import { pauseMs, retryAfterMs, retryInfoMs } from './retry-delay.js';

export interface GoogleRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

/** What Google answered, other than that it cannot answer now. */
export interface GoogleAnswer {
  readonly status: number;
  /** The JSON; of an error undefined when it has none. */
  readonly body: unknown;
}

/** A wait beyond it is no matter of this request any more. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Sends one request, and follows no redirect: credentials go to nobody else.
 * @throws {AdSenseError} `unavailable`: no answer, a 429, a 5xx, an exhausted quota, or a body that is no JSON
 * @throws what `signal` was aborted with
 */
export async function askGoogle({ url, timeoutMs, signal, ...init }: GoogleRequest): Promise<GoogleAnswer> {
  const host = new URL(url).host;
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(url, { ...init, redirect: 'manual', signal: within });
    return readAnswer(host, response, await response.text());
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AdSenseError) throw error;
    throw new AdSenseError('unavailable', `${host} gave no whole answer: ${reasonOf(error)}.`);
  }
}

/** Asks again, some times, while the answer is `unavailable`; a long wait is left to the caller. */
export async function askAgain<T>(
  ask: () => Promise<T>,
  { retries, signal }: { readonly retries: number; readonly signal: AbortSignal },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AdSenseError) || error.kind !== 'unavailable' || attempt > retries) throw error;
      const pause = pauseMs(attempt, error.retryAfterMs, Math.random());
      if (pause > LONGEST_WAIT_MS) throw error;
      await delay(pause, undefined, { signal });
    }
  }
}

/** @see https://google.aip.dev/193 for the bodies of errors */
function readAnswer(host: string, { status, headers }: Response, text: string): GoogleAnswer {
  const body = parse(text);
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {};
  if (status === 429 || status >= 500 || error['status'] === 'RESOURCE_EXHAUSTED') {
    const after = retryAfterMs(headers.get('retry-after'), Date.now()) ?? retryInfoMs(error['details']);
    throw new AdSenseError('unavailable', `${host} answered ${status}.`, { retryAfterMs: after });
  }
  if (status < 400 && (status !== 200 || body === undefined)) {
    throw new AdSenseError(
      'unavailable',
      `${host} answered ${status}, and no JSON or not what was asked for.`,
    );
  }
  return { status, body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The message of a failed fetch may name what was sent; its code does not. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : undefined;
  if (!(cause instanceof Error)) return 'unknown';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
