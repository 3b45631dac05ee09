import { emptyChain, linkEvent, type AuditEvent, type ChainHead } from '../domain/audit-event.js';
import type { AuditChainEntity } from './entities/audit-chain.entity.js';
import type { Transaction } from './unit-of-work/transaction.js';

/** The chain of failures that belong to no session. */
export const SYSTEM_CHAIN = '00000000-0000-0000-0000-000000000000';

type HeadRow = Pick<AuditChainEntity, 'last_seq' | 'last_hash'>;

/** Starts a chain with its first event. */
export async function openChain(transaction: Transaction, chain: string, event: AuditEvent): Promise<void> {
  const { seq, prevHash, hash, bytes } = linkEvent(chain, emptyChain(chain), event);
  await transaction.query(
    `WITH parent AS (INSERT INTO couple_audit_chain (chain, last_seq, last_hash) VALUES ($1, $2, $4) RETURNING chain)
     INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes)
     SELECT chain, $2, $3, $4, $5, $6 FROM parent`,
    [chain, seq, prevHash, hash, event.type, bytes],
  );
}

/**
 * Appends to a chain. Locks the chain's row first, so that appends take turns and the chain never forks.
 * @returns false when the chain does not exist
 */
export async function appendEvent(
  transaction: Transaction,
  chain: string,
  event: AuditEvent,
): Promise<boolean> {
  const head = await lockHead(transaction, chain);
  if (!head) return false;
  const { seq, prevHash, hash, bytes } = linkEvent(chain, head, event);
  await transaction.query(
    `WITH parent AS (UPDATE couple_audit_chain SET last_seq = $2, last_hash = $4 WHERE chain = $1 RETURNING chain)
     INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes)
     SELECT chain, $2, $3, $4, $5, $6 FROM parent`,
    [chain, seq, prevHash, hash, event.type, bytes],
  );
  return true;
}

async function lockHead(transaction: Transaction, chain: string): Promise<ChainHead | undefined> {
  const [row] = await transaction.query<HeadRow>(
    'SELECT last_seq, last_hash FROM couple_audit_chain WHERE chain = $1 FOR UPDATE',
    [chain],
  );
  return row && { seq: row.last_seq, hash: row.last_hash };
}
