import type { AccessGrant, CredentialStore, UsedInvite } from '../application/couple-store.js';
import type { AccessTokenEntity } from './entities/access-token.entity.js';
import type { Transaction } from './unit-of-work/transaction.js';

/** Access tokens and invites in PostgreSQL, by the SHA-256 of the secret. */
export class PostgresCredentialStore implements CredentialStore {
  constructor(private readonly transaction: Transaction) {}

  async insertAccessToken(grant: AccessGrant & { readonly expiresAt: Date }): Promise<void> {
    await this.transaction.query(
      'INSERT INTO couple_access_token (token_sha256, session_id, role, expires_at) VALUES ($1, $2, $3, $4)',
      [grant.tokenSha256, grant.sessionId, grant.role, grant.expiresAt],
    );
  }

  async findAccessToken(tokenSha256: Buffer): Promise<Omit<AccessGrant, 'tokenSha256'> | undefined> {
    const [row] = await this.transaction.query<Pick<AccessTokenEntity, 'session_id' | 'role'>>(
      `SELECT session_id, role FROM couple_access_token
       WHERE token_sha256 = $1 AND expires_at > now() AND revoked_at IS NULL`,
      [tokenSha256],
    );
    return row && { sessionId: row.session_id, role: row.role };
  }

  async insertInvite(invite: { tokenSha256: Buffer; sessionId: string; expiresAt: Date }): Promise<void> {
    await this.transaction.query(
      'INSERT INTO couple_partner_invite (token_sha256, session_id, expires_at) VALUES ($1, $2, $3)',
      [invite.tokenSha256, invite.sessionId, invite.expiresAt],
    );
  }

  async useInvite(tokenSha256: Buffer): Promise<UsedInvite> {
    const [used] = await this.transaction.query<{ session_id: string }>(
      `UPDATE couple_partner_invite SET used_at = now()
       WHERE token_sha256 = $1 AND used_at IS NULL AND expires_at > now() RETURNING session_id`,
      [tokenSha256],
    );
    if (used) return { outcome: 'accepted', sessionId: used.session_id };
    const [refused] = await this.transaction.query<{ used: boolean }>(
      'SELECT used_at IS NOT NULL AS used FROM couple_partner_invite WHERE token_sha256 = $1',
      [tokenSha256],
    );
    if (!refused) return { outcome: 'unknown' };
    return { outcome: refused.used ? 'used' : 'expired' };
  }
}
