import type { LocalizedText } from '../domain/localized-text.js';

/** Tells people in Slack about failures. */
export interface NotificationOptions extends Partial<NotificationTuning> {
  /** Incoming webhook, a secret; `https:`, or `http:` to this machine. */
  readonly slackWebhookUrl: string;
  /** Names the service in messages. @default `couplekit` */
  readonly label?: string | undefined;
  /** Where a request can be looked up, with `{request_id}` in it. @default no link */
  readonly incidentUrl?: string | undefined;
  /**
   * What errors are called, by slug: `{ ko, en }`.
   *
   * For example from `coupleProblems`.
   * @default the slug
   */
  readonly titles?: Readonly<Record<string, LocalizedText>> | undefined;
}

/** When people are told about failures of one kind: the same error in the same use case. */
export interface AlertPolicy {
  /** Milliseconds between two digests of an error that goes on. @default 10 minutes */
  readonly digestEveryMs: number;
  /** So many failures within `surgeWindowMs` are a surge. @default 20 */
  readonly surgeThreshold: number;
  /** Milliseconds in which failures make a surge. @default 5 minutes */
  readonly surgeWindowMs: number;
  /** Milliseconds without a failure after which it is over. @default 15 minutes */
  readonly resolveAfterMs: number;
}

/** Numbers, each with a default. */
export interface NotificationTuning extends AlertPolicy {
  /** Milliseconds between two messages; Slack allows one a second. @default 1000 */
  readonly minIntervalMs: number;
  /** Milliseconds until Slack counts as not answering. @default 5000 */
  readonly timeoutMs: number;
  /** Tries before a message is a dead letter. @default 12 */
  readonly maxAttempts: number;
  /** Milliseconds between looks into the outbox. @default 1000 */
  readonly pollEveryMs: number;
}

/** The resolved options. */
export interface ResolvedNotificationOptions extends NotificationTuning {
  readonly slackWebhookUrl: string;
  readonly label: string;
  readonly incidentUrl: string | undefined;
  readonly titles: Readonly<Record<string, LocalizedText>>;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const DEFAULTS: NotificationTuning = {
  digestEveryMs: 10 * MINUTE_MS,
  surgeThreshold: 20,
  surgeWindowMs: 5 * MINUTE_MS,
  resolveAfterMs: 15 * MINUTE_MS,
  minIntervalMs: SECOND_MS,
  timeoutMs: 5 * SECOND_MS,
  maxAttempts: 12,
  pollEveryMs: SECOND_MS,
};

/** The longest delay of a timer, in milliseconds: Node.js turns a longer one into 1 ms. */
const LARGEST = 2 ** 31 - 1;

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Fills defaults in and checks every option.
 * @throws {TypeError} naming the option that is wrong, never its value
 */
export function resolveNotificationOptions(given: NotificationOptions): ResolvedNotificationOptions {
  const url = URL.parse(given.slackWebhookUrl);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))) {
    throw new TypeError('CoupleCoreModule: notifications.slackWebhookUrl must be an https URL.');
  }
  const { incidentUrl } = given;
  if (incidentUrl && !(incidentUrl.includes('{request_id}') && /^https?:/.test(incidentUrl))) {
    throw new TypeError('CoupleCoreModule: notifications.incidentUrl must be a URL with {request_id} in it.');
  }
  return {
    slackWebhookUrl: url.href,
    label: given.label ?? 'couplekit',
    incidentUrl,
    titles: given.titles ?? {},
    ...tuning(given),
  };
}

function tuning(given: NotificationOptions): NotificationTuning {
  const names = Object.keys(DEFAULTS) as (keyof NotificationTuning)[];
  const entries = names.map((name) => [name, given[name] ?? DEFAULTS[name]] as const);
  for (const [name, value] of entries) {
    if (!Number.isInteger(value) || value < 1 || value > LARGEST) {
      throw new TypeError(
        `CoupleCoreModule: notifications.${name} must be a whole number from 1 to ${LARGEST}.`,
      );
    }
  }
  return { ...DEFAULTS, ...Object.fromEntries(entries) };
}
