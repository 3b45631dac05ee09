import { Injectable } from '@nestjs/common';
import {
  InviteExpiredError,
  InviteNotFoundError,
  ParticipantInvalidError,
  RatersFullError,
} from '../domain/access-errors.js';
import { readRating, releaseRatings } from '../domain/rating.js';
import { enterStage, type SessionState } from '../domain/session.js';
import { requireParticipant, type Actor } from './actor.js';
import type { IssuedRaterInvite, IssueRaterInvite, RecordedRating, RecordRating } from './commands.js';
import type { CoupleStore, RaterInviteView } from './couple-store.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { lockedSession } from './locked-session.js';
import { newSecretToken, tokenSha256 } from './secret-token.js';

const DEFAULT_MAX_RATERS = 10;
const DEFAULT_EXPIRES_IN_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** An invite that takes a rating now. */
export type OpenRaterInvite = Pick<RaterInviteView, 'nickname' | 'earlier'>;

/** Stage 1: friends and family rate partner A without anyone learning who said what. */
@Injectable()
export class RaterService {
  constructor(private readonly unitOfWork: CoupleUnitOfWork) {}

  /**
   * Makes a link that several raters can use. Only A, who is rated, can ask for one.
   * @throws {ParticipantInvalidError} for anyone but A
   * @throws {StageInvalidError} once the comparison has begun
   */
  issueRaterInvite(actor: Actor, sessionId: string, command: IssueRaterInvite): Promise<IssuedRaterInvite> {
    const { maxRaters = DEFAULT_MAX_RATERS, expiresInDays = DEFAULT_EXPIRES_IN_DAYS } = command;
    const secret = newSecretToken();
    return this.unitOfWork.run({ name: 'rater-invite.issue', actor, sessionId }, async (store) => {
      if (requireParticipant(actor, sessionId).role !== 'A') throw new ParticipantInvalidError();
      enterStage(await lockedSession(store, sessionId), 1);
      const expiresAt = new Date(Date.now() + expiresInDays * DAY_MS);
      await store.ratings.insertInvite({ tokenSha256: secret.sha256, sessionId, maxRaters, expiresAt });
      await store.audit.append(sessionId, {
        type: 'invite.issued',
        facts: { kind: 'rater', max_raters: maxRaters },
      });
      return { raterToken: secret.token, maxRaters, expiresAt };
    });
  }

  /**
   * Whom an invite is about, and what the same rater key said before: everything that a rater sees before answering.
   * @throws {InviteNotFoundError | InviteExpiredError | RatersFullError} when the link takes no rating
   * @throws {StageInvalidError} once the comparison has begun
   */
  async openRaterInvite(raterToken: string, raterKey?: string): Promise<OpenRaterInvite> {
    const key = raterKey === undefined ? undefined : tokenSha256(raterKey);
    const found = await this.unitOfWork.read(({ ratings }) =>
      ratings.findInvite(tokenSha256(raterToken), key),
    );
    if (!found) throw new InviteNotFoundError();
    const { nickname, earlier, expired, full, session } = found;
    if (expired) throw new InviteExpiredError();
    enterStage(session, 1);
    if (full && !earlier) throw new RatersFullError(found.maxRaters);
    return { nickname, earlier };
  }

  /**
   * Records one rater's view, or replaces what the same rater key said before.
   * @throws {InviteNotFoundError | InviteExpiredError | RatersFullError} when the link takes no rating
   * @throws {StageInvalidError} once the comparison has begun
   * @throws {QuestionInvalidError | DuplicateAnswerError | ResponsesMissingError} for a bad rating
   */
  recordRating(raterToken: string, command: RecordRating): Promise<RecordedRating> {
    const raterKey = command.raterKey ?? newSecretToken().token;
    return this.unitOfWork.run({ name: 'rating.record', actor: { kind: 'visitor' } }, async (store) => {
      const rating = readRating(command.answers);
      const found = await store.ratings.lockInvite(tokenSha256(raterToken));
      if (!found) throw new InviteNotFoundError();
      if (found.expired) throw new InviteExpiredError();
      const { invite, session } = found;
      enterStage(session, 1);
      const outcome = await store.ratings.put({
        invite,
        raterKeySha256: tokenSha256(raterKey),
        relation: command.relation,
        rating,
      });
      if (outcome === 'full') throw new RatersFullError(invite.maxRaters);
      if (outcome === 'added') await this.countRater(store, session);
      await store.audit.append(session.id, {
        type: 'rating.recorded',
        facts: { replaced: outcome === 'replaced' },
      });
      return { raterKey, replaced: outcome === 'replaced' };
    });
  }

  private async countRater(store: CoupleStore, session: SessionState): Promise<void> {
    const ratings = await store.ratings.list(session.id);
    const stageOneSnapshot = releaseRatings(ratings, session.kThreshold) ?? session.stageOneSnapshot;
    await store.sessions.save({ ...session, kCurrent: ratings.length, stageOneSnapshot });
  }
}
