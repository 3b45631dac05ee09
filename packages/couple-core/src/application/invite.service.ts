import { Injectable } from '@nestjs/common';
import {
  InviteExpiredError,
  InviteNotFoundError,
  InviteUsedError,
  ParticipantInvalidError,
  SessionNotFoundError,
} from '../domain/access-errors.js';
import { requireParticipant, type Actor } from './actor.js';
import type { AcceptedInvite, InviteStatus, IssuedInvite, OpenInvite } from './commands.js';
import { CoupleOptions } from './couple-options.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { lockedSession } from './locked-session.js';
import { newSecretToken, tokenSha256 } from './secret-token.js';

/** The partner's way into a session. */
@Injectable()
export class InviteService {
  constructor(
    private readonly unitOfWork: CoupleUnitOfWork,
    private readonly options: CoupleOptions,
  ) {}

  /**
   * Makes a new link for B and ends the ones before: the link of a session's birth was shown once, and may be lost. Only A can.
   * @throws {ParticipantInvalidError} for anyone but A
   * @throws {InviteUsedError} once B has come
   */
  reissueInvite(actor: Actor, sessionId: string): Promise<IssuedInvite> {
    const secret = newSecretToken();
    return this.unitOfWork.run({ name: 'invite.issue', actor, sessionId }, async (store) => {
      if (requireParticipant(actor, sessionId).role !== 'A') throw new ParticipantInvalidError();
      await lockedSession(store, sessionId);
      const expiresAt = new Date(Date.now() + this.options.inviteLifetimeMs);
      const outcome = await store.credentials.replaceInvites(sessionId, {
        tokenSha256: secret.sha256,
        expiresAt,
      });
      if (!outcome) throw new InviteUsedError();
      await store.audit.append(sessionId, {
        type: 'invite.issued',
        facts: { kind: 'partner', replaced: outcome.replaced },
      });
      return { inviteToken: secret.token, expiresAt };
    });
  }

  /**
   * Whether B can come, or has come.
   * @throws {ParticipantInvalidError | SessionNotFoundError}
   */
  getInvite(actor: Actor, sessionId: string): Promise<InviteStatus> {
    return this.unitOfWork.read(async (store) => {
      requireParticipant(actor, sessionId);
      const invite = await store.credentials.findInviteOf(sessionId);
      if (!invite) throw new SessionNotFoundError();
      return invite;
    });
  }

  /**
   * Whom an invite brings together, without using it up.
   * @throws {InviteNotFoundError | InviteUsedError | InviteExpiredError}
   */
  openInvite(inviteToken: string): Promise<OpenInvite> {
    return this.unitOfWork.read(async (store) => {
      const { sessionId, participants } = requireOpen(
        await store.credentials.findInvite(tokenSha256(inviteToken)),
      );
      return { sessionId, participants };
    });
  }

  /**
   * Uses B's invite up and gives B an access token. Of any number of simultaneous calls, one succeeds.
   * @param nickname how B wants to be called; undefined keeps the name that A gave
   * @throws {InviteNotFoundError | InviteUsedError | InviteExpiredError}
   */
  acceptInvite(inviteToken: string, nickname: string | undefined): Promise<AcceptedInvite> {
    const access = newSecretToken();
    return this.unitOfWork.run({ name: 'invite.accept', actor: { kind: 'visitor' } }, async (store) => {
      const inviteSha256 = tokenSha256(inviteToken);
      const invite = requireOpen(await store.credentials.lockInvite(inviteSha256));
      const sessionId = invite.session.id;
      const role = 'B';
      const expiresAt = new Date(Date.now() + this.options.accessTokenLifetimeMs);
      await store.credentials.accept({
        inviteSha256,
        sessionId,
        role,
        nickname,
        access: { tokenSha256: access.sha256, expiresAt },
      });
      await store.audit.append(sessionId, { type: 'invite.accepted', facts: { role } });
      return { sessionId, role, accessToken: access.token };
    });
  }
}

function requireOpen<Invite extends Pick<InviteStatus, 'state'>>(invite: Invite | undefined): Invite {
  if (!invite) throw new InviteNotFoundError();
  switch (invite.state) {
    case 'used':
      throw new InviteUsedError();
    case 'expired':
      throw new InviteExpiredError();
    case 'open':
      return invite;
    default:
      return invite.state satisfies never;
  }
}
