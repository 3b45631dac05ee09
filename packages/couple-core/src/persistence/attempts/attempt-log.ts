import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import { actorName } from '../../application/actor.js';
import { CoupleOptions } from '../../application/couple-options.js';
import type { UseCase } from '../../application/couple-unit-of-work.js';
import { CoupleError } from '../../domain/couple-error.js';
import { SYSTEM_CHAIN } from '../audit-trail.js';
import type { QueryBefore } from '../unit-of-work/transaction-options.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { CommitUnknownError } from '../unit-of-work/unit-of-work-errors.js';
import { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { storeAttempt, type Attempt } from './attempt.js';
import { FailureTeller } from './failure-teller.js';

/** Attempts outlive their unit of work: every one that fails becomes one `error.<slug>` event. */
@Injectable()
export class AttemptLog {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly failures: FailureTeller,
    private readonly cls: ClsService,
    private readonly options: CoupleOptions,
  ) {}

  /** A new attempt at a use case. */
  of({ name, actor, sessionId }: UseCase): Attempt {
    return {
      id: randomUUID(),
      chain: sessionId ?? SYSTEM_CHAIN,
      use_case: name,
      actor: actorName(actor),
      request_id: this.cls.getId() ?? null,
      code_ref: this.options.codeRef,
    };
  }

  /**
   * Runs a use case in a transaction. The attempt is stored beforehand: its failure is known even if this process dies in
   * the middle.
   */
  async run<T>(attempt: Attempt, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const beganAt = new Date();
    let stored = false;
    const before = async (query: QueryBefore) => {
      await storeAttempt(query, attempt);
      stored = true;
    };
    try {
      return await this.unitOfWork.run({ name: attempt.use_case, before }, work);
    } catch (error) {
      const certain = !(error instanceof CommitUnknownError);
      // Here the failed transaction has given its connection back, so that a pool of one cannot deadlock.
      await this.failures.tell({ attempt, slug: slugOf(error), stored, certain, beganAt });
      throw error;
    }
  }

  /** Records the failure of an attempt that was never stored. */
  fail(attempt: Attempt, error: unknown): Promise<void> {
    return this.failures.tell({
      attempt,
      slug: slugOf(error),
      stored: false,
      certain: true,
      beganAt: new Date(),
    });
  }
}

function slugOf(error: unknown): string {
  return error instanceof CoupleError ? error.code : 'internal';
}
