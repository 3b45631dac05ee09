import type { Acceptance, AccessGrant, CredentialStore, FoundInvite } from '../application/couple-store.js';
import type { AccessTokenEntity } from './entities/access-token.entity.js';
import {
  LOCKED_SESSION,
  lockedSession,
  type HeadMemory,
  type LockedSessionRow,
} from './locked-session-row.js';
import type { Queries } from './queries.js';

/** Access tokens and invites in PostgreSQL, by the SHA-256 of the secret. */
export class PostgresCredentialStore implements CredentialStore {
  constructor(
    private readonly queries: Queries,
    private readonly trail: HeadMemory,
  ) {}

  async findAccessToken(tokenSha256: Buffer): Promise<AccessGrant | undefined> {
    const [row] = await this.queries.query<Pick<AccessTokenEntity, 'session_id' | 'role'>>(
      `SELECT t.session_id, t.role FROM couple_access_token t JOIN couple_session s ON s.id = t.session_id
       WHERE t.token_sha256 = $1 AND t.expires_at > now() AND t.revoked_at IS NULL AND s.expires_at > now()`,
      [tokenSha256],
    );
    return row && { sessionId: row.session_id, role: row.role };
  }

  async lockInvite(tokenSha256: Buffer): Promise<FoundInvite | undefined> {
    const [row] = await this.queries.query<LockedSessionRow & { readonly state: FoundInvite['state'] }>(
      `SELECT ${LOCKED_SESSION.columns},
         CASE WHEN i.used_at IS NOT NULL THEN 'used' WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END AS state
       FROM ${LOCKED_SESSION.from} JOIN couple_partner_invite i ON i.session_id = s.id
       WHERE i.token_sha256 = $1 ${LOCKED_SESSION.lock}, i`,
      [tokenSha256],
    );
    return row && { session: lockedSession(row, this.trail), state: row.state };
  }

  async accept({ inviteSha256, sessionId, role, nickname, access }: Acceptance): Promise<void> {
    await this.queries.query(
      `WITH used AS (UPDATE couple_partner_invite SET used_at = now() WHERE token_sha256 = $1), partner AS (
         INSERT INTO couple_participant (session_id, role, nickname) VALUES ($2, $3::text, coalesce($4, $3::text))
         ON CONFLICT (session_id, role) DO UPDATE SET nickname = coalesce($4, couple_participant.nickname)
       )
       INSERT INTO couple_access_token (token_sha256, session_id, role, expires_at) VALUES ($5, $2, $3::text, $6)`,
      [inviteSha256, sessionId, role, nickname ?? null, access.tokenSha256, access.expiresAt],
    );
  }
}
