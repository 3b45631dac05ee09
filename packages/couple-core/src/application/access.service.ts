import { Injectable } from '@nestjs/common';
import { UnauthorizedError } from '../domain/access-errors.js';
import type { ParticipantActor } from './actor.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { tokenSha256 } from './secret-token.js';

/** A participant, and the access token that proves it, as it is stored. */
export interface IdentifiedParticipant extends ParticipantActor {
  readonly tokenSha256: Buffer;
}

/** Turns a participant's access token into who they are. */
@Injectable()
export class AccessService {
  constructor(private readonly unitOfWork: CoupleUnitOfWork) {}

  /** @throws {UnauthorizedError} when the token is unknown, expired or revoked */
  authenticate(token: string): Promise<ParticipantActor> {
    return this.resume(tokenSha256(token));
  }

  /**
   * Who a token is for, with what can be kept in its place, to `resume` later: for somebody who must not keep the token.
   * @throws {UnauthorizedError} when the token is unknown, expired or revoked
   */
  async identify(token: string): Promise<IdentifiedParticipant> {
    const sha256 = tokenSha256(token);
    return { ...(await this.resume(sha256)), tokenSha256: sha256 };
  }

  /**
   * Who a token is for that was identified before. Whoever calls this has made sure that it is the same person.
   * @throws {UnauthorizedError} when the token has expired or was revoked since, or its session is gone
   */
  async resume(sha256: Buffer): Promise<ParticipantActor> {
    const grant = await this.unitOfWork.read((store) => store.credentials.findAccessToken(sha256));
    if (!grant) throw new UnauthorizedError();
    return { kind: 'participant', ...grant };
  }
}
