import { Injectable } from '@nestjs/common';
import { InviteExpiredError, InviteNotFoundError, InviteUsedError } from '../domain/access-errors.js';
import type { AcceptedInvite } from './commands.js';
import { CoupleOptions } from './couple-options.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { newSecretToken, tokenSha256 } from './secret-token.js';

/** The partner's way into a session. */
@Injectable()
export class InviteService {
  constructor(
    private readonly unitOfWork: CoupleUnitOfWork,
    private readonly options: CoupleOptions,
  ) {}

  /**
   * Uses B's invite up and gives B an access token. Of any number of simultaneous calls, one succeeds.
   * @param nickname how B wants to be called; undefined keeps the name that A gave
   * @throws {InviteNotFoundError | InviteUsedError | InviteExpiredError}
   */
  acceptInvite(inviteToken: string, nickname: string | undefined): Promise<AcceptedInvite> {
    const access = newSecretToken();
    return this.unitOfWork.run({ name: 'invite.accept', actor: { kind: 'visitor' } }, async (store) => {
      const inviteSha256 = tokenSha256(inviteToken);
      const invite = await store.credentials.lockInvite(inviteSha256);
      if (!invite) throw new InviteNotFoundError();
      switch (invite.state) {
        case 'used':
          throw new InviteUsedError();
        case 'expired':
          throw new InviteExpiredError();
        case 'open':
          break;
        default:
          invite.state satisfies never;
      }
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
