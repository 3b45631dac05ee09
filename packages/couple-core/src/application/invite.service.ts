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
      const invite = await store.credentials.useInvite(tokenSha256(inviteToken));
      switch (invite.outcome) {
        case 'unknown':
          throw new InviteNotFoundError();
        case 'used':
          throw new InviteUsedError();
        case 'expired':
          throw new InviteExpiredError();
        case 'accepted':
          break;
        default:
          invite satisfies never;
      }
      const { sessionId } = invite;
      const role = 'B';
      await store.sessions.join(sessionId, { role, nickname });
      await store.credentials.insertAccessToken({
        tokenSha256: access.sha256,
        sessionId,
        role,
        expiresAt: new Date(Date.now() + this.options.accessTokenLifetimeMs),
      });
      await store.audit.append(sessionId, { type: 'invite.accepted', facts: { role } });
      return { sessionId, role, accessToken: access.token };
    });
  }
}
