import type { InviteStatus } from '../application/commands.js';
import type {
  Acceptance,
  AccessGrant,
  CredentialStore,
  FoundInvite,
  ReplacedInvites,
  Secret,
  SeenInvite,
} from '../application/couple-store.js';
import type { AccessTokenEntity } from './entities/access-token.entity.js';
import type { PartnerInviteEntity } from './entities/partner-invite.entity.js';
import {
  LOCKED_SESSION,
  lockedSession,
  type HeadMemory,
  type LockedSessionRow,
} from './locked-session-row.js';
import type { Queries } from './queries.js';

type InviteState = Pick<InviteStatus, 'state'>;

type InviteRow = Pick<PartnerInviteEntity, 'session_id'> & Pick<SeenInvite, 'state' | 'participants'>;

const INVITE_STATE = `CASE WHEN i.used_at IS NOT NULL THEN 'used' WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END`;

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

  async findInvite(tokenSha256: Buffer): Promise<SeenInvite | undefined> {
    const [row] = await this.queries.query<InviteRow>(
      `SELECT i.session_id, ${INVITE_STATE} AS state, (
         SELECT coalesce(json_agg(json_build_object('role', p.role, 'nickname', p.nickname) ORDER BY p.role), '[]')
         FROM couple_participant p WHERE p.session_id = s.id
       ) AS participants
       FROM couple_partner_invite i JOIN couple_session s ON s.id = i.session_id AND s.expires_at > now()
       WHERE i.token_sha256 = $1`,
      [tokenSha256],
    );
    return row && { sessionId: row.session_id, state: row.state, participants: row.participants };
  }

  async findInviteOf(sessionId: string): Promise<InviteStatus | undefined> {
    const [row] = await this.queries.query<Pick<PartnerInviteEntity, 'expires_at'> & InviteState>(
      `SELECT i.expires_at, ${INVITE_STATE} AS state
       FROM couple_partner_invite i JOIN couple_session s ON s.id = i.session_id AND s.expires_at > now()
       WHERE i.session_id = $1 ORDER BY i.used_at IS NULL, i.expires_at DESC LIMIT 1`,
      [sessionId],
    );
    return row && { state: row.state, expiresAt: row.expires_at };
  }

  async replaceInvites(
    sessionId: string,
    { tokenSha256, expiresAt }: Secret,
  ): Promise<ReplacedInvites | undefined> {
    const [row] = await this.queries.query<ReplacedInvites & { readonly issued: number }>(
      `WITH ended AS (
         UPDATE couple_partner_invite SET expires_at = now()
         WHERE session_id = $2 AND used_at IS NULL AND expires_at > now() RETURNING 1
       ), issued AS (
         INSERT INTO couple_partner_invite (token_sha256, session_id, expires_at)
         SELECT $1, $2, $3
         WHERE NOT EXISTS (SELECT FROM couple_partner_invite WHERE session_id = $2 AND used_at IS NOT NULL)
         RETURNING 1
       )
       SELECT (SELECT count(*)::int FROM ended) AS replaced, (SELECT count(*)::int FROM issued) AS issued`,
      [tokenSha256, sessionId, expiresAt],
    );
    return row && row.issued === 1 ? { replaced: row.replaced } : undefined;
  }

  async lockInvite(tokenSha256: Buffer): Promise<FoundInvite | undefined> {
    const [row] = await this.queries.query<LockedSessionRow & InviteState>(
      `SELECT ${LOCKED_SESSION.columns}, ${INVITE_STATE} AS state
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
