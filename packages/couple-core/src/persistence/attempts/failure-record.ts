import { Injectable } from '@nestjs/common';
import { CoupleOptions } from '../../application/couple-options.js';
import { enqueueFailure } from '../../notifications/enqueue-failure.js';
import { AuditTrail, SYSTEM_CHAIN } from '../audit-trail.js';
import type { TransactionQueries } from '../queries.js';
import type { Attempt } from './attempt.js';

/** Where failures are written down: in the audit chain, and in the outbox when somebody is to be told. */
@Injectable()
export class FailureRecord {
  constructor(private readonly options: CoupleOptions) {}

  /** Appends `error.<slug>` to the attempt's chain, or to the system's when there is no such chain. */
  async append(queries: TransactionQueries, attempt: Attempt, slug: string): Promise<void> {
    const { use_case, actor, request_id, code_ref } = attempt;
    const trail = new AuditTrail(queries);
    const event = {
      type: `error.${slug}`,
      facts: { use_case },
      actor,
      request_id,
      code_ref,
      at: new Date().toISOString(),
    } as const;
    if (!(await trail.append(attempt.chain, event))) await trail.append(SYSTEM_CHAIN, event);
    if (!this.options.notifications) return;
    enqueueFailure(queries, { slug, useCase: use_case, actor, requestId: request_id, codeRef: code_ref });
  }
}
