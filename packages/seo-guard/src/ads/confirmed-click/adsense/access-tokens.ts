import type { ResolvedAdSenseAccess } from './adsense-access.js';
import { AdSenseError } from './adsense-error.js';
import { askAgain, askGoogle } from './ask-google.js';
import { asText, isObject, type JsonObject } from './read-json.js';

/** Either is enough to read policy issues. */
const SCOPES = [
  'https://www.googleapis.com/auth/adsense.readonly',
  'https://www.googleapis.com/auth/adsense',
];
/** A token this close to its end may be over when it arrives. */
const MARGIN_MS = 60_000;
/** Without `expires_in`, a minute of use. */
const SHORTEST_LIFE_S = 120;

interface AccessToken {
  readonly text: string;
  readonly goodUntil: number;
}

/**
 * Access tokens for one refresh token, each used until shortly before it expires.
 *
 * Google's own library for this, google-auth-library, brings 22 packages; what is needed of it is this one request.
 * AdSense takes no service accounts, so a person's refresh token it has to be.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 * @see https://developers.google.com/identity/protocols/oauth2/native-app#offline
 */
export class AccessTokens {
  private current: AccessToken | undefined;

  constructor(private readonly access: ResolvedAdSenseAccess) {}

  /**
   * @throws {AdSenseError} `credentials` when the refresh token or the client is not taken, `unavailable` otherwise
   */
  async get(signal: AbortSignal): Promise<string> {
    if (this.current === undefined || Date.now() >= this.current.goodUntil) {
      this.current = await this.refresh(signal);
    }
    return this.current.text;
  }

  /** Google does not take this one any more, whatever it said about its life. */
  forget(text: string): void {
    if (this.current?.text === text) this.current = undefined;
  }

  private async refresh(signal: AbortSignal): Promise<AccessToken> {
    const { tokenUrl, clientId, clientSecret, refreshToken, requestTimeoutMs, retries } = this.access;
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    const askedAt = Date.now();
    const ask = () =>
      askGoogle({
        url: tokenUrl,
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
        body: form.toString(),
        timeoutMs: requestTimeoutMs,
        signal,
      });
    const { status, body } = await askAgain(ask, { retries, signal });
    const answer = isObject(body) ? body : {};
    if (status !== 200) throw refusal(status, answer);
    return readToken(answer, askedAt);
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
function readToken(answer: JsonObject, askedAt: number): AccessToken {
  const text = asText(answer['access_token']);
  if (text === undefined || !/^[\x21-\x7E]+$/.test(text)) {
    throw new AdSenseError('unavailable', 'The token endpoint answered without an access token.');
  }
  const scopes = asText(answer['scope'])?.split(' ');
  if (scopes && !SCOPES.some((scope) => scopes.includes(scope))) {
    throw new AdSenseError(
      'credentials',
      'The refresh token was not granted the scope adsense.readonly; grant it again with this scope.',
    );
  }
  const seconds = Number(answer['expires_in']);
  const life = seconds > 0 ? seconds : SHORTEST_LIFE_S;
  return { text, goodUntil: askedAt + life * 1_000 - MARGIN_MS };
}

/**
 * Only the code of the error is told, never its description, which could repeat what was sent.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
function refusal(status: number, answer: JsonObject): AdSenseError {
  const code = asText(answer['error']);
  if (code === undefined || !/^[a-z_]{1,40}$/.test(code)) {
    return new AdSenseError('unavailable', `The token endpoint answered ${status} without a reason.`);
  }
  const advice =
    code === 'invalid_grant'
      ? 'the refresh token has expired or was revoked; grant access again.'
      : 'check the client id and secret, and whether the refresh token belongs to them.';
  return new AdSenseError('credentials', `Google refuses the credentials (${code}): ${advice}`);
}
