import type { NewRating, RaterInvite, RatingStore } from '../application/couple-store.js';
import type { Rating } from '../domain/rating.js';
import type { RaterInviteEntity } from './entities/rater-invite.entity.js';
import type { RatingEntity } from './entities/rating.entity.js';
import type { Transaction } from './unit-of-work/transaction.js';

type InviteRow = Pick<RaterInviteEntity, 'session_id' | 'max_raters'> & { readonly expired: boolean };

/** Raters' links and what they said, in PostgreSQL. */
export class PostgresRatingStore implements RatingStore {
  constructor(private readonly transaction: Transaction) {}

  async insertInvite(invite: RaterInvite & { readonly expiresAt: Date }): Promise<void> {
    await this.transaction.query(
      'INSERT INTO couple_rater_invite (token_sha256, session_id, max_raters, expires_at) VALUES ($1, $2, $3, $4)',
      [invite.tokenSha256, invite.sessionId, invite.maxRaters, invite.expiresAt],
    );
  }

  async findInvite(tokenSha256: Buffer): Promise<(RaterInvite & { readonly expired: boolean }) | undefined> {
    const [row] = await this.transaction.query<InviteRow>(
      'SELECT session_id, max_raters, expires_at <= now() AS expired FROM couple_rater_invite WHERE token_sha256 = $1',
      [tokenSha256],
    );
    return row && { tokenSha256, sessionId: row.session_id, maxRaters: row.max_raters, expired: row.expired };
  }

  async put({ invite, raterKeySha256, relation, rating }: NewRating): Promise<'added' | 'replaced' | 'full'> {
    const key = [invite.sessionId, raterKeySha256];
    const said = [relation, JSON.stringify(rating)];
    const replaced = await this.transaction.query(
      'UPDATE couple_rating SET relation = $3, answers = $4 WHERE session_id = $1 AND rater_key_sha256 = $2 RETURNING 1',
      [...key, ...said],
    );
    if (replaced.length > 0) return 'replaced';
    const added = await this.transaction.query(
      `INSERT INTO couple_rating (session_id, rater_key_sha256, relation, answers, invite_sha256)
       SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM couple_rating WHERE invite_sha256 = $5) < $6 RETURNING 1`,
      [...key, ...said, invite.tokenSha256, invite.maxRaters],
    );
    return added.length > 0 ? 'added' : 'full';
  }

  async list(sessionId: string): Promise<readonly Rating[]> {
    const rows = await this.transaction.query<Pick<RatingEntity, 'answers'>>(
      'SELECT answers FROM couple_rating WHERE session_id = $1',
      [sessionId],
    );
    return rows.map(({ answers }) => answers);
  }
}
