import { Injectable } from '@nestjs/common';
import { UnauthorizedError } from '../domain/access-errors.js';
import type { ParticipantActor } from './actor.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { tokenSha256 } from './secret-token.js';

/** Turns a participant's access token into who they are. */
@Injectable()
export class AccessService {
  constructor(private readonly unitOfWork: CoupleUnitOfWork) {}

  /** @throws {UnauthorizedError} when the token is unknown, expired or revoked */
  async authenticate(token: string): Promise<ParticipantActor> {
    const grant = await this.unitOfWork.read((store) =>
      store.credentials.findAccessToken(tokenSha256(token)),
    );
    if (!grant) throw new UnauthorizedError();
    return { kind: 'participant', ...grant };
  }
}
