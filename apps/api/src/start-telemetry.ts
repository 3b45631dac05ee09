import { configureObservability, instrumentPg, type Telemetry } from '@couplekit/observability';
import pg from 'pg';
import type { ApiConfig } from './api-config.js';

/** What the couple's use cases know of people, besides the tokens and passwords that are secret anywhere. */
const PERSONAL = ['nickname', 'email', 'answers', 'dimensions', 'rater key'];

/** Where the policy issues of AdSense are asked for. */
const GOOGLE = ['https://adsense.googleapis.com', 'https://oauth2.googleapis.com'];

/**
 * The process's telemetry, from `LOG_LEVEL` and `OTEL_*`: statements of PostgreSQL and requests that leave are spans, too.
 * To be called once, before there is a pool of connections.
 * @throws {ConfigurationError} naming a variable that cannot be used
 */
export function startTelemetry(
  env: Readonly<Record<string, string | undefined>>,
  { codeRef, slackWebhookUrl }: Pick<ApiConfig, 'codeRef' | 'slackWebhookUrl'>,
): Telemetry {
  const defaults = `service.name=couplekit-api,service.version=${encodeURIComponent(codeRef)}`;
  const strangers = new Set([...GOOGLE, ...(slackWebhookUrl ? [new URL(slackWebhookUrl).origin] : [])]);
  const telemetry = configureObservability({
    // Of two values the later one counts, and OTEL_SERVICE_NAME more than both.
    env: { ...env, OTEL_RESOURCE_ATTRIBUTES: [defaults, env['OTEL_RESOURCE_ATTRIBUTES'] ?? ''].join(',') },
    redaction: { keys: PERSONAL },
    // Ids of requests are none of Slack's or Google's business.
    outbound: {
      propagateTo: ({ origin }) => !strangers.has(origin),
    },
  });
  instrumentPg(pg);
  return telemetry;
}
