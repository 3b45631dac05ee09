import type { ListedShare, Secret, Share, ShareStore } from '../application/couple-store.js';
import type { FoundShare, ShareChoices } from '../domain/shared-view.js';
import type { SessionEntity } from './entities/session.entity.js';
import type { ShareEntity } from './entities/share.entity.js';
import type { Queries } from './queries.js';
import { toResult, type ResultRow } from './result.store.js';
import { PARTICIPANTS, type SessionRow } from './session-row.js';

const CHOICES = 'h.show_names, h.show_gap, h.show_radar, h.language';
type ChoicesRow = Pick<ShareEntity, 'show_names' | 'show_gap' | 'show_radar' | 'language'>;
type ListedRow = ChoicesRow & Pick<ShareEntity, 'id' | 'role' | 'created_at' | 'expires_at'>;
/** The packet's columns are null until the result is computed. */
type LookRow = ChoicesRow &
  Pick<SessionEntity, 'k_threshold' | 'k_current'> &
  Pick<SessionRow, 'participants'> &
  (ResultRow | { readonly text: null });

/** Public links in PostgreSQL, by the SHA-256 of their token. */
export class PostgresShareStore implements ShareStore {
  constructor(private readonly queries: Queries) {}

  async insert(share: Share & Secret & { readonly choices: ShareChoices }): Promise<void> {
    const { id, sessionId, role, tokenSha256, expiresAt, choices } = share;
    await this.queries.query(
      `INSERT INTO couple_share (id, session_id, role, token_sha256, expires_at, show_names, show_gap, show_radar, language)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        sessionId,
        role,
        tokenSha256,
        expiresAt,
        choices.names,
        choices.gap,
        choices.radar,
        choices.language,
      ],
    );
  }

  async list(sessionId: string): Promise<readonly ListedShare[] | undefined> {
    const rows = await this.queries.query<ListedRow | { readonly id: null }>(
      `SELECT h.id, h.role, h.created_at, h.expires_at, ${CHOICES} FROM couple_session s
       LEFT JOIN couple_share h ON h.session_id = s.id AND h.revoked_at IS NULL AND h.expires_at > now()
       WHERE s.id = $1 AND s.expires_at > now() ORDER BY h.created_at DESC, h.id`,
      [sessionId],
    );
    return rows.length === 0 ? undefined : rows.flatMap((row) => (row.id === null ? [] : [toListed(row)]));
  }

  /** One statement, and therefore one moment. */
  async look(tokenSha256: Buffer): Promise<FoundShare | undefined> {
    const [row] = await this.queries.query<LookRow>(
      `SELECT ${CHOICES}, s.k_threshold, s.k_current, ${PARTICIPANTS},
         convert_from(p.bytes, 'UTF8') AS text, p.packet_sha256, p.created_at
       FROM couple_share h JOIN couple_session s ON s.id = h.session_id
       LEFT JOIN couple_decision_packet p ON p.session_id = s.id
       WHERE h.token_sha256 = $1 AND h.revoked_at IS NULL AND h.expires_at > now() AND s.expires_at > now()`,
      [tokenSha256],
    );
    if (!row) return undefined;
    return {
      choices: toChoices(row),
      kThreshold: row.k_threshold,
      kCurrent: row.k_current,
      participants: row.participants ?? [],
      outputs: row.text === null ? undefined : toResult(row).outputs,
    };
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

function toListed(row: ListedRow): ListedShare {
  return {
    id: row.id,
    role: row.role,
    choices: toChoices(row),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

function toChoices(row: ChoicesRow): ShareChoices {
  return { names: row.show_names, gap: row.show_gap, radar: row.show_radar, language: row.language };
}
