import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import { actorName } from '../../application/actor.js';
import { CoupleOptions } from '../../application/couple-options.js';
import type { UseCase } from '../../application/couple-unit-of-work.js';
import { CoupleError } from '../../domain/couple-error.js';
import { SYSTEM_CHAIN } from '../audit-trail.js';
import type { QueryBefore } from '../unit-of-work/transaction-options.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { endAttempt, storeAttempt, type Attempt } from './attempt.js';
import { FailureRecord } from './failure-record.js';

/** Attempts outlive their unit of work: every one that fails becomes one `error.<slug>` event. */
@Injectable()
export class AttemptLog {
  private readonly logger = new Logger(AttemptLog.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly failures: FailureRecord,
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
    let stored = false;
    const before = async (query: QueryBefore) => {
      await storeAttempt(query, attempt);
      stored = true;
    };
    try {
      return await this.unitOfWork.run({ name: attempt.use_case, before }, work);
    } catch (error) {
      await this.record(attempt, error, (ended) => ended || !stored);
      throw error;
    }
  }

  /** Records the failure of an attempt that was never stored. */
  fail(attempt: Attempt, error: unknown): Promise<void> {
    return this.record(attempt, error, () => true);
  }

  /**
   * Runs after the failed transaction has given its connection back, so that a pool of one cannot deadlock. Never
   * throws: what cannot be recorded now is left to the reaper. Who removes a stored attempt records its failure, and
   * a commit that was thought lost has removed it.
   */
  private async record(attempt: Attempt, error: unknown, isOurs: (ended: boolean) => boolean): Promise<void> {
    const slug = error instanceof CoupleError ? error.code : 'internal';
    try {
      await this.unitOfWork.run({ name: 'audit.failure' }, async (transaction) => {
        if (isOurs(await endAttempt(transaction, attempt.id)))
          await this.failures.append(transaction, attempt, slug);
      });
    } catch (auditError) {
      this.logger.error(`error.${slug} of ${attempt.use_case} is not in the audit chain yet.`, auditError);
    }
  }
}
