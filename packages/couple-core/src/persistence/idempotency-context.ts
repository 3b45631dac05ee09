import { Injectable } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import { CoupleOptions } from '../application/couple-options.js';
import type { IdempotentRequest, Once } from '../application/couple-unit-of-work.js';
import { PostgresIdempotencyStore } from './idempotency.store.js';
import type { Queries } from './queries.js';

interface Pending {
  readonly request: IdempotentRequest;
  taken: boolean;
  replayed: boolean;
}

/** Carries an idempotent request from where it arrives to the first unit of work that it causes. */
@Injectable()
export class IdempotencyContext {
  private readonly key = Symbol('couplekit.idempotent-request');

  constructor(
    private readonly cls: ClsService,
    private readonly options: CoupleOptions,
  ) {}

  /** See `CoupleUnitOfWork.once`. */
  async once<T>(request: IdempotentRequest, work: () => Promise<T>): Promise<Once<T>> {
    const pending: Pending = { request, taken: false, replayed: false };
    const answer = await this.cls.run(() => {
      this.cls.set(this.key, pending);
      return work();
    });
    return { answer, replayed: pending.replayed };
  }

  /**
   * Takes the pending request, if any: what the returned function runs in a transaction is remembered, or answered from
   * memory. The function may be called again when the transaction is retried.
   */
  take(): <T>(queries: Queries, work: () => Promise<T>) => Promise<T> {
    const pending = this.cls.get<Pending | undefined>(this.key);
    if (!pending || pending.taken) return (_, work) => work();
    pending.taken = true;
    return (queries, work) => this.remembered(pending, queries, work);
  }

  private async remembered<T>(pending: Pending, queries: Queries, work: () => Promise<T>): Promise<T> {
    const { request } = pending;
    const store = new PostgresIdempotencyStore(queries);
    const before = await store.claim(request);
    pending.replayed = before !== undefined;
    // Only `remember` below writes answers, under a key that names this very request.
    if (before) return before.answer as T;
    const answer = await work();
    await store.remember(request, { answer, lifetimeMs: this.options.idempotencyLifetimeMs });
    return answer;
  }
}
