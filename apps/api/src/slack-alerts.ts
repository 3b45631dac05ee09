import { PolicyIssueAlerts, type PolicyIssueAlert } from '@couplekit/seo-guard/ads';

const SIGNS = { alarm: '🚨', warning: '⚠️', good: '✅' } as const;

/** Slack's limits: a header has 150 characters, a field 2,000. */
const HEADER_LENGTH = 150;
const FIELD_LENGTH = 2_000;

/**
 * Alerts as messages of an incoming webhook, Korean first. One that Slack does not take is told again by who calls.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export class SlackAlerts extends PolicyIssueAlerts {
  constructor(
    private readonly webhookUrl: string,
    /** Names the service in every message. */
    private readonly label: string,
  ) {
    super();
  }

  /** @throws {Error} when Slack does not take it; its message holds no secret */
  override async tell(alert: PolicyIssueAlert, signal: AbortSignal): Promise<void> {
    const status = await this.post(JSON.stringify(slackBody(alert, this.label)), signal);
    if (status !== 200) throw new Error(`Slack answered ${status}.`);
  }

  private async post(body: string, signal: AbortSignal): Promise<number> {
    try {
      const headers = { 'Content-Type': 'application/json; charset=utf-8' };
      const response = await fetch(this.webhookUrl, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal,
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      // The error may name the webhook, which is a secret.
      throw new Error('Slack gave no answer.');
    }
  }
}

function slackBody({ level, title, text, link }: PolicyIssueAlert, label: string): object {
  const headline = cut(`${SIGNS[level]} [${label}] ${title.ko}`, HEADER_LENGTH);
  const mrkdwn = (words: string) => ({ type: 'mrkdwn', text: cut(escapeText(words), FIELD_LENGTH) });
  return {
    text: headline,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: headline } },
      { type: 'section', fields: [mrkdwn(text.ko)] },
      { type: 'context', elements: [mrkdwn(`${title.en}. ${text.en} ${link}`)] },
    ],
  };
}

/** @see https://docs.slack.dev/messaging/formatting-message-text/#escaping */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
