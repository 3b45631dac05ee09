import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SessionNotFoundError, ShareNotFoundError } from '../domain/access-errors.js';
import {
  DEFAULT_SHARE_CHOICES,
  sharedView,
  type ShareChoices,
  type SharedView,
} from '../domain/shared-view.js';
import { requireParticipant, type Actor } from './actor.js';
import type { ListedShare, Share } from './couple-store.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { lockedSession } from './locked-session.js';
import { newSecretToken, tokenSha256 } from './secret-token.js';

const DEFAULT_EXPIRES_IN_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** For how long a result is public, and how much of it. */
export interface CreateShare {
  /** 1..365. @default 30 */
  readonly expiresInDays?: number | undefined;
  /** @default how far guesses and answers are apart, without names */
  readonly choices?: ShareChoices | undefined;
}

/** A new public link; its token is shown once. */
export interface CreatedShare {
  readonly shareId: string;
  readonly shareToken: string;
  readonly expiresAt: Date;
}

/** Public links to a couple's result. */
@Injectable()
export class ShareService {
  constructor(private readonly unitOfWork: CoupleUnitOfWork) {}

  /**
   * Makes a public link; either partner may.
   * @throws {ParticipantInvalidError} for anyone else
   */
  createShare(actor: Actor, sessionId: string, command: CreateShare = {}): Promise<CreatedShare> {
    const { expiresInDays = DEFAULT_EXPIRES_IN_DAYS, choices = DEFAULT_SHARE_CHOICES } = command;
    const { token, sha256 } = newSecretToken();
    return this.unitOfWork.run({ name: 'share.create', actor, sessionId }, async (store) => {
      const { role } = requireParticipant(actor, sessionId);
      await lockedSession(store, sessionId);
      const id = randomUUID();
      const expiresAt = new Date(Date.now() + expiresInDays * DAY_MS);
      await store.shares.insert({ id, sessionId, role, tokenSha256: sha256, expiresAt, choices });
      await store.audit.append(sessionId, {
        type: 'share.created',
        facts: { share_id: id, role, ...choices },
      });
      return { shareId: id, shareToken: token, expiresAt };
    });
  }

  /**
   * Ends a link, for either partner; ending it again changes nothing.
   * @throws {ShareNotFoundError} when the session has no such share
   */
  revokeShare(actor: Actor, sessionId: string, shareId: string): Promise<void> {
    return this.unitOfWork.run({ name: 'share.revoke', actor, sessionId }, async (store) => {
      const { role } = requireParticipant(actor, sessionId);
      await lockedSession(store, sessionId);
      const outcome = await store.shares.revoke(sessionId, shareId);
      if (outcome === 'unknown') throw new ShareNotFoundError();
      if (outcome === 'revoked-before') return;
      await store.audit.append(sessionId, { type: 'share.revoked', facts: { share_id: shareId, role } });
    });
  }

  /**
   * The links of a couple that still work, newest first; each partner sees those of both.
   * @throws {ParticipantInvalidError | SessionNotFoundError}
   */
  async listShares(actor: Actor, sessionId: string): Promise<readonly ListedShare[]> {
    requireParticipant(actor, sessionId);
    const shares = await this.unitOfWork.read((store) => store.shares.list(sessionId));
    if (!shares) throw new SessionNotFoundError();
    return shares;
  }

  /**
   * What a public link shows, to anybody who has it.
   * @throws {ShareNotFoundError} when it never was, is revoked or has expired
   */
  async viewShare(token: string): Promise<SharedView> {
    const found = await this.unitOfWork.read((store) => store.shares.look(tokenSha256(token)));
    if (!found) throw new ShareNotFoundError();
    return sharedView(found);
  }

  /**
   * The share that a public link leads to.
   * @throws {ShareNotFoundError} when it never was, is revoked or has expired
   */
  async openShare(token: string): Promise<Share> {
    const share = await this.unitOfWork.read((store) => store.shares.find(tokenSha256(token)));
    if (!share) throw new ShareNotFoundError();
    return share;
  }
}
