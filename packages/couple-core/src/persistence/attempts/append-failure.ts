import { AuditTrail, SYSTEM_CHAIN } from '../audit-trail.js';
import type { TransactionQueries } from '../queries.js';
import type { Attempt } from './attempt.js';

/** Appends `error.<slug>` to the attempt's chain, or to the system's when there is no such chain. */
export async function appendFailure(
  queries: TransactionQueries,
  attempt: Attempt,
  slug: string,
): Promise<void> {
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
}
