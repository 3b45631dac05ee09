import { Injectable } from '@nestjs/common';
import { SessionNotFoundError } from '../domain/access-errors.js';
import { requireParticipant, type Actor } from './actor.js';
import type { CoupleStore, ErasureReceipt } from './couple-store.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';

/** Removes a session with everything personal; its audit chain stays verifiable. */
@Injectable()
export class ErasureService {
  constructor(private readonly unitOfWork: CoupleUnitOfWork) {}

  /**
   * Erases a session at the wish of one of its partners, or by an operator.
   * @returns the receipt; for an operator the same one when the session was erased before
   * @throws {ParticipantInvalidError} for anyone else
   * @throws {SessionNotFoundError} when there is no such session, and no receipt
   */
  eraseSession(actor: Actor, sessionId: string): Promise<ErasureReceipt> {
    return this.unitOfWork.run({ name: 'session.erase', actor, sessionId }, async (store) => {
      if (actor.kind !== 'operator') requireParticipant(actor, sessionId);
      const found = await store.erasure.lock(sessionId);
      if (found) return erase(store, found, 'requested');
      const receipt = await store.erasure.findReceipt(sessionId);
      if (!receipt) throw new SessionNotFoundError();
      return receipt;
    });
  }

  /**
   * Erases one session that has expired and that nobody else works on.
   * @param except sessions to leave alone
   * @returns undefined when there is none
   * @throws {ErasureFailedError} naming the session that could not be erased
   */
  async eraseExpired(except: readonly string[] = []): Promise<ErasureReceipt | undefined> {
    let expired: string | undefined;
    try {
      return await this.unitOfWork.run(
        { name: 'session.expire', actor: { kind: 'system' } },
        async (store) => {
          expired = await store.erasure.lockExpired(except);
          return expired === undefined ? undefined : erase(store, expired, 'expired');
        },
      );
    } catch (error) {
      throw expired === undefined ? error : new ErasureFailedError(expired, error);
    }
  }
}

/** A session that has expired could not be erased. */
export class ErasureFailedError extends Error {
  override readonly name = 'ErasureFailedError';

  constructor(
    readonly sessionId: string,
    cause: unknown,
  ) {
    super(`The expired session ${sessionId} could not be erased.`, { cause });
  }
}

async function erase(
  store: CoupleStore,
  sessionId: string,
  reason: ErasureReceipt['reason'],
): Promise<ErasureReceipt> {
  const removed = await store.erasure.erase(sessionId);
  const { seq, hash, at } = await store.audit.append(sessionId, {
    type: 'session.erased',
    facts: { reason, removed },
  });
  const audit = { seq, hash: hash.toString('hex') };
  return { sessionId, erasedAt: new Date(at), reason, removed, audit };
}
