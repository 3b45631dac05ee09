import type { FoundRaterInvite, NewRating, RaterInvite, RatingStore } from '../application/couple-store.js';
import type { Rating } from '../domain/rating.js';
import type { RaterInviteEntity } from './entities/rater-invite.entity.js';
import type { RatingEntity } from './entities/rating.entity.js';
import {
  LOCKED_SESSION,
  lockedSession,
  type HeadMemory,
  type LockedSessionRow,
} from './locked-session-row.js';
import type { Queries } from './queries.js';

type InviteRow = LockedSessionRow & Pick<RaterInviteEntity, 'max_raters'> & { readonly expired: boolean };

/** Raters' links and what they said, in PostgreSQL. */
export class PostgresRatingStore implements RatingStore {
  constructor(
    private readonly queries: Queries,
    private readonly trail: HeadMemory,
  ) {}

  async insertInvite(invite: RaterInvite & { readonly expiresAt: Date }): Promise<void> {
    await this.queries.query(
      'INSERT INTO couple_rater_invite (token_sha256, session_id, max_raters, expires_at) VALUES ($1, $2, $3, $4)',
      [invite.tokenSha256, invite.sessionId, invite.maxRaters, invite.expiresAt],
    );
  }

  async lockInvite(tokenSha256: Buffer): Promise<FoundRaterInvite | undefined> {
    const [row] = await this.queries.query<InviteRow>(
      `SELECT ${LOCKED_SESSION.columns}, i.max_raters, i.expires_at <= now() AS expired
       FROM ${LOCKED_SESSION.from} JOIN couple_rater_invite i ON i.session_id = s.id
       WHERE i.token_sha256 = $1 ${LOCKED_SESSION.lock}`,
      [tokenSha256],
    );
    if (!row) return undefined;
    const session = lockedSession(row, this.trail);
    return {
      session,
      invite: { tokenSha256, sessionId: session.id, maxRaters: row.max_raters },
      expired: row.expired,
    };
  }

  async put({ invite, raterKeySha256, relation, rating }: NewRating): Promise<'added' | 'replaced' | 'full'> {
    const rows = await this.queries.query<{ readonly outcome: 'added' | 'replaced' }>(
      `WITH replaced AS (
         UPDATE couple_rating SET relation = $3, answers = $4 WHERE session_id = $1 AND rater_key_sha256 = $2
         RETURNING 'replaced' AS outcome
       ), added AS (
         INSERT INTO couple_rating (session_id, rater_key_sha256, relation, answers, invite_sha256)
         SELECT $1, $2, $3, $4, $5
         WHERE NOT EXISTS (SELECT FROM couple_rating WHERE session_id = $1 AND rater_key_sha256 = $2)
           AND (SELECT count(*) FROM couple_rating WHERE invite_sha256 = $5) < $6
         RETURNING 'added' AS outcome
       )
       SELECT outcome FROM replaced UNION ALL SELECT outcome FROM added`,
      [
        invite.sessionId,
        raterKeySha256,
        relation,
        JSON.stringify(rating),
        invite.tokenSha256,
        invite.maxRaters,
      ],
    );
    return rows[0]?.outcome ?? 'full';
  }

  async list(sessionId: string): Promise<readonly Rating[]> {
    const rows = await this.queries.query<Pick<RatingEntity, 'answers'>>(
      'SELECT answers FROM couple_rating WHERE session_id = $1',
      [sessionId],
    );
    return rows.map(({ answers }) => answers);
  }
}
