import { Injectable } from '@nestjs/common';
import type { CoupleReader, CoupleStore } from '../application/couple-store.js';
import {
  CoupleUnitOfWork,
  type IdempotentRequest,
  type Once,
  type UseCase,
} from '../application/couple-unit-of-work.js';
import { AttemptLog } from './attempts/attempt-log.js';
import type { Attempt } from './attempts/attempt.js';
import { AuditTrail } from './audit-trail.js';
import { coupleReader, coupleStore } from './couple-store.js';
import { IdempotencyContext } from './idempotency-context.js';
import { SingleStatements } from './single-statements.js';
import type { Transaction } from './unit-of-work/transaction.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

/** The couple's store on a unit of work, with every failure recorded in the audit chain. */
@Injectable()
export class TypeOrmCoupleUnitOfWork extends CoupleUnitOfWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly statements: SingleStatements,
    private readonly attempts: AttemptLog,
    private readonly idempotency: IdempotencyContext,
  ) {
    super();
  }

  override async run<T>(useCase: UseCase, work: (store: CoupleStore) => Promise<T>): Promise<T> {
    const attempt = this.attempts.of(useCase);
    const outer = this.unitOfWork.current();
    if (outer) return this.join(outer, attempt, work);
    const remembered = this.idempotency.take();
    return this.attempts.run(attempt, async (transaction) => {
      const trail = new AuditTrail(transaction, attempt);
      const store = coupleStore({ queries: transaction, trail, attempt });
      const result = await remembered(transaction, () => work(store));
      trail.end();
      return result;
    });
  }

  override read<T>(work: (reader: CoupleReader) => Promise<T>): Promise<T> {
    const queries = this.unitOfWork.current() ?? this.statements.once();
    return work(coupleReader(queries));
  }

  override once<T>(request: IdempotentRequest, work: () => Promise<T>): Promise<Once<T>> {
    return this.idempotency.once(request, work);
  }

  /** Inside somebody's transaction nothing can be stored beforehand; a failure is recorded when all of it has ended. */
  private async join<T>(
    outer: Transaction,
    attempt: Attempt,
    work: (store: CoupleStore) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.unitOfWork.run({ name: attempt.use_case }, (transaction) =>
        work(coupleStore({ queries: transaction, trail: new AuditTrail(transaction), attempt })),
      );
    } catch (error) {
      outer.afterRollback(() => this.attempts.fail(attempt, error));
      throw error;
    }
  }
}
