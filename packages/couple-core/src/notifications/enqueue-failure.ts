import type { Occurrence } from './alert-group.js';

/** A failure that people may want to know of. */
export interface Failure extends Omit<Occurrence, 'at'> {
  readonly slug: string;
  readonly useCase: string;
}

interface LastStatements {
  atCommit(sql: string, parameters: readonly unknown[]): void;
}

/** Puts a failure into the outbox, in the transaction that records it. */
export function enqueueFailure(transaction: LastStatements, failure: Failure): void {
  const { slug, useCase, actor, requestId, codeRef } = failure;
  transaction.atCommit(
    'INSERT INTO couple_outbox (slug, use_case, actor, request_id, code_ref) VALUES ($1, $2, $3, $4, $5)',
    [slug, useCase, actor, requestId, codeRef],
  );
}
