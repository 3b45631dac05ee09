import type {
  FoundRaterInvite,
  NewRating,
  RaterInvite,
  RaterInviteView,
  RatingStore,
} from '../application/couple-store.js';
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
import { STATE_COLUMNS, toState, type StateRow } from './session-row.js';

type InviteRow = LockedSessionRow & Pick<RaterInviteEntity, 'max_raters'> & { readonly expired: boolean };

type ViewRow = StateRow &
  Pick<InviteRow, 'max_raters' | 'expired'> &
  Nullable<Pick<RatingEntity, 'relation' | 'answers'>> & {
    readonly nickname: string;
    readonly full: boolean;
  };

/** Columns of a row that an outer join may not find. */
type Nullable<Row> = { readonly [Column in keyof Row]: Row[Column] | null };

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

  async findInvite(
    tokenSha256: Buffer,
    raterKeySha256: Buffer | undefined,
  ): Promise<RaterInviteView | undefined> {
    const [row] = await this.queries.query<ViewRow>(
      `SELECT ${STATE_COLUMNS}, p.nickname, i.max_raters, i.expires_at <= now() AS expired,
         (SELECT count(*) FROM couple_rating WHERE invite_sha256 = $1) >= i.max_raters AS full,
         r.relation, r.answers
       FROM couple_rater_invite i
       JOIN couple_session s ON s.id = i.session_id AND s.expires_at > now()
       JOIN couple_participant p ON p.session_id = s.id AND p.role = 'A'
       LEFT JOIN couple_rating r ON r.session_id = s.id AND r.rater_key_sha256 = $2
       WHERE i.token_sha256 = $1`,
      [tokenSha256, raterKeySha256 ?? null],
    );
    if (!row) return undefined;
    const { nickname, expired, full, relation, answers, max_raters: maxRaters } = row;
    const earlier = relation && answers ? { relation, rating: answers } : undefined;
    return { nickname, expired, full, maxRaters, session: toState(row), earlier };
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
