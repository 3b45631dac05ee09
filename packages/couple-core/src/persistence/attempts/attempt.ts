import type { AttemptEntity } from '../entities/attempt.entity.js';
import type { Queries } from '../queries.js';
import type { QueryBefore } from '../unit-of-work/transaction-options.js';

/** A use case that has begun: who tried what, and in which audit chain its failure belongs. */
export type Attempt = Omit<AttemptEntity, 'started_at'>;

/**
 * Stores an attempt. The commit does not wait for the disk: the row outlives this process, and when the database dies
 * this process tells of the failure.
 */
export async function storeAttempt(query: QueryBefore, attempt: Attempt): Promise<void> {
  const { id, chain, use_case, actor, request_id, code_ref } = attempt;
  await query(
    `INSERT INTO couple_attempt (id, chain, use_case, actor, request_id, code_ref)
     SELECT $1, $2, $3, $4, $5, $6 FROM set_config('synchronous_commit', 'off', true)`,
    [id, chain, use_case, actor, request_id, code_ref],
  );
}

/** Ends an attempt; false when somebody else has ended it. */
export async function endAttempt(queries: Queries, id: string): Promise<boolean> {
  return (await queries.query('DELETE FROM couple_attempt WHERE id = $1 RETURNING id', [id])).length > 0;
}
