import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Google's token endpoint, as far as refresh tokens are concerned.
 * @see https://developers.google.com/identity/protocols/oauth2/native-app#offline
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export class FakeOAuth {
  readonly credentials = {
    clientId: '1234567890-couplekit.apps.googleusercontent.com',
    clientSecret: 'GOCSPX-secret-of-the-client',
    refreshToken: '1//0e-secret-refresh-token',
  } as const;
  /** Seconds that access tokens live. */
  lifetime = 3_600;
  scope = 'https://www.googleapis.com/auth/adsense.readonly';
  private revoked = false;
  private readonly valid = new Set<string>();

  /** The owner has taken the grant back. */
  revoke(): void {
    this.revoked = true;
    this.endTokens();
  }

  /** Access tokens end before their time. */
  endTokens(): void {
    this.valid.clear();
  }

  takes(authorization: string | undefined): boolean {
    return this.valid.has(authorization?.replace(/^Bearer /, '') ?? '');
  }

  answer(
    { method, headers }: IncomingMessage,
    body: string,
  ): { readonly status: number; readonly body: unknown } {
    const form = new URLSearchParams(body);
    const refuse = (status: number, error: string, description: string) => ({
      status,
      body: { error, error_description: description },
    });
    if (method !== 'POST' || headers['content-type'] !== 'application/x-www-form-urlencoded')
      return refuse(400, 'invalid_request', 'Bad Request');
    if (form.get('grant_type') !== 'refresh_token')
      return refuse(400, 'unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type')}`);
    const { clientId, clientSecret, refreshToken } = this.credentials;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return refuse(401, 'invalid_client', 'The OAuth client was not found.');
    if (this.revoked || form.get('refresh_token') !== refreshToken)
      return refuse(400, 'invalid_grant', 'Token has been expired or revoked.');
    const token = `ya29.secret-access-${randomBytes(12).toString('hex')}`;
    this.valid.add(token);
    return {
      status: 200,
      body: { access_token: token, expires_in: this.lifetime, scope: this.scope, token_type: 'Bearer' },
    };
  }
}
