import { Injectable, Logger } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import { actorName } from '../application/actor.js';
import { CoupleOptions } from '../application/couple-options.js';
import type { AuditStore, CoupleStore, EventFacts } from '../application/couple-store.js';
import { CoupleUnitOfWork, type UseCase } from '../application/couple-unit-of-work.js';
import type { AuditEvent } from '../domain/audit-event.js';
import { CoupleError } from '../domain/couple-error.js';
import { appendEvent, openChain, SYSTEM_CHAIN } from './audit-trail.js';
import { PostgresCredentialStore } from './credential.store.js';
import { PostgresRatingStore } from './rating.store.js';
import { PostgresResponseStore } from './response.store.js';
import { PostgresResultStore } from './result.store.js';
import { PostgresSessionStore } from './session.store.js';
import type { Transaction } from './unit-of-work/transaction.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

/** The couple's store on a unit of work, with every failure recorded in the audit chain. */
@Injectable()
export class TypeOrmCoupleUnitOfWork extends CoupleUnitOfWork {
  private readonly logger = new Logger(CoupleUnitOfWork.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cls: ClsService,
    private readonly options: CoupleOptions,
  ) {
    super();
  }

  override async run<T>(useCase: UseCase, work: (store: CoupleStore) => Promise<T>): Promise<T> {
    try {
      return await this.unitOfWork.run({ name: useCase.name }, (transaction) =>
        work(this.storeOf(transaction, useCase)),
      );
    } catch (error) {
      await this.recordFailure(useCase, error);
      throw error;
    }
  }

  override read<T>(name: string, work: (store: CoupleStore) => Promise<T>): Promise<T> {
    return this.unitOfWork.run({ name, isolation: 'REPEATABLE READ', readOnly: true }, (transaction) =>
      work(this.storeOf(transaction, { name, actor: { kind: 'visitor' } })),
    );
  }

  private storeOf(transaction: Transaction, useCase: UseCase): CoupleStore {
    return {
      sessions: new PostgresSessionStore(transaction),
      responses: new PostgresResponseStore(transaction),
      results: new PostgresResultStore(transaction),
      credentials: new PostgresCredentialStore(transaction),
      ratings: new PostgresRatingStore(transaction),
      audit: this.auditOf(transaction, useCase),
    };
  }

  private auditOf(transaction: Transaction, useCase: UseCase): AuditStore {
    return {
      open: (sessionId, facts) => openChain(transaction, sessionId, this.complete(useCase, facts)),
      append: async (sessionId, facts) => {
        const appended = await appendEvent(transaction, sessionId, this.complete(useCase, facts));
        if (!appended) throw new Error(`The audit chain of session ${sessionId} is missing.`);
      },
    };
  }

  private complete(useCase: UseCase, facts: EventFacts): AuditEvent {
    return {
      ...facts,
      actor: actorName(useCase.actor),
      request_id: this.cls.getId() ?? null,
      code_ref: this.options.codeRef,
      at: new Date().toISOString(),
    };
  }

  /**
   * Runs after the failed transaction has given its connection back, so that a pool of one cannot deadlock. Inside
   * another unit of work nothing has failed yet as a whole: it is that one's to record.
   */
  private async recordFailure(useCase: UseCase, error: unknown): Promise<void> {
    if (this.unitOfWork.current()) return;
    const slug = error instanceof CoupleError ? error.code : 'internal';
    const event = this.complete(useCase, { type: `error.${slug}`, facts: { use_case: useCase.name } });
    try {
      await this.unitOfWork.run({ name: 'audit.failure' }, async (transaction) => {
        const chained =
          useCase.sessionId !== undefined && (await appendEvent(transaction, useCase.sessionId, event));
        if (!chained) await appendEvent(transaction, SYSTEM_CHAIN, event);
      });
    } catch (auditError) {
      this.logger.error(
        `error.${slug} of ${useCase.name} could not be recorded in the audit chain.`,
        auditError,
      );
    }
  }
}
