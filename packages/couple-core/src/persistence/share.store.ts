import type { Secret, Share, ShareStore } from '../application/couple-store.js';
import type { ShareEntity } from './entities/share.entity.js';
import type { Queries } from './queries.js';

/** Public links in PostgreSQL, by the SHA-256 of their token. */
export class PostgresShareStore implements ShareStore {
  constructor(private readonly queries: Queries) {}

  async insert({ id, sessionId, role, tokenSha256, expiresAt }: Share & Secret): Promise<void> {
    await this.queries.query(
      'INSERT INTO couple_share (id, session_id, role, token_sha256, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [id, sessionId, role, tokenSha256, expiresAt],
    );
  }

  async find(tokenSha256: Buffer): Promise<Share | undefined> {
    const [row] = await this.queries.query<Pick<ShareEntity, 'id' | 'session_id' | 'role'>>(
      `SELECT h.id, h.session_id, h.role FROM couple_share h JOIN couple_session s ON s.id = h.session_id
       WHERE h.token_sha256 = $1 AND h.revoked_at IS NULL AND h.expires_at > now() AND s.expires_at > now()`,
      [tokenSha256],
    );
    return row && { id: row.id, sessionId: row.session_id, role: row.role };
  }

  async revoke(sessionId: string, shareId: string): Promise<'revoked' | 'revoked-before' | 'unknown'> {
    const [row] = await this.queries.query<{ readonly before: boolean }>(
      `WITH known AS (SELECT id, revoked_at FROM couple_share WHERE session_id = $1 AND id = $2), revoked AS (
         UPDATE couple_share SET revoked_at = now() WHERE id = (SELECT id FROM known WHERE revoked_at IS NULL)
       )
       SELECT revoked_at IS NOT NULL AS before FROM known`,
      [sessionId, shareId],
    );
    if (!row) return 'unknown';
    return row.before ? 'revoked-before' : 'revoked';
  }
}
