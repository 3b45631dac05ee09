import type { SlackMessage } from './slack-message.js';

/** What became of a post. `reason` never holds the webhook's URL. */
export type SlackAnswer =
  | { readonly kind: 'taken' }
  /** Slack wants to be left alone for so long. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** It may work later. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** It will never work. */
  | { readonly kind: 'refused'; readonly reason: string };

const DEFAULT_RETRY_AFTER_MS = 30_000;
const LONGEST_REASON = 200;

/**
 * Posts one message to an incoming webhook.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.slack.dev/apis/web-api/rate-limits
 */
export async function postToSlack(
  url: string,
  message: SlackMessage,
  timeoutMs: number,
): Promise<SlackAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = (await response.text()).slice(0, LONGEST_REASON);
    return answerOf(response, text.replaceAll(url, '…'));
  } catch (error) {
    // The message of a failed fetch may name the URL; its cause's code does not.
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : undefined;
    const name = cause instanceof Error ? String('code' in cause ? cause.code : cause.name) : 'unknown';
    return { kind: 'failed', reason: `no answer: ${name}` };
  }
}

function answerOf({ ok, status, headers }: Response, text: string): SlackAnswer {
  if (ok) return { kind: 'taken' };
  const reason = `${status} ${text}`.trim();
  if (status === 429) return { kind: 'limited', retryAfterMs: retryAfterMs(headers.get('retry-after')) };
  return { kind: status >= 500 || status === 408 ? 'failed' : 'refused', reason };
}

/** Seconds or an HTTP date (RFC 9110 section 10.2.3). */
function retryAfterMs(value: string | null): number {
  const seconds = Number(value ?? Number.NaN);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value ?? '') - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : DEFAULT_RETRY_AFTER_MS;
}
