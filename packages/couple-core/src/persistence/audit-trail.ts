import {
  emptyChain,
  linkEvent,
  type AuditEvent,
  type ChainHead,
  type LinkedEvent,
} from '../domain/audit-event.js';
import { randomSecret } from '../domain/random-secret.js';
import type { Attempt } from './attempts/attempt.js';
import type { AuditChainEntity } from './entities/audit-chain.entity.js';
import type { TransactionQueries } from './queries.js';

/** The chain of what belongs to no session. */
export const SYSTEM_CHAIN = '00000000-0000-0000-0000-000000000000';

/** The columns of a chain's row that say where it ends. */
export type HeadRow = Pick<AuditChainEntity, 'last_seq' | 'last_hash'>;

/** Audit chains inside one transaction. Events are written right before COMMIT, in the order of the calls. */
export class AuditTrail {
  private readonly heads = new Map<string, ChainHead>();
  private unended: Attempt | undefined;

  /** @param attempt ends with the first event that is appended, in the same statement */
  constructor(
    private readonly queries: TransactionQueries,
    attempt?: Attempt,
  ) {
    this.unended = attempt;
  }

  /** Tells where a chain ends, after its row was locked in this transaction by another statement. */
  remember(chain: string, { last_seq, last_hash }: HeadRow): void {
    this.heads.set(chain, { seq: last_seq, hash: last_hash });
  }

  /** Starts a chain with its first event. */
  open(chain: string, event: AuditEvent): ChainHead {
    return this.link({ chain, head: emptyChain(chain), parent: OPEN }, event);
  }

  /**
   * Appends to a chain. The chain's row is locked first, so that appends take turns and the chain never forks.
   * @returns where the chain ends now, or undefined when it does not exist
   */
  async append(chain: string, event: AuditEvent): Promise<ChainHead | undefined> {
    const head = this.heads.get(chain) ?? (await this.lock(chain));
    return head && this.link({ chain, head, parent: MOVE }, event);
  }

  /** Ends the attempt if no event does so; the commit is refused when it was recorded as interrupted in the meantime. */
  end(): void {
    if (this.unended) this.queries.atCommit('SELECT couple_end_attempt($1)', [this.unended.id]);
    this.unended = undefined;
  }

  private link({ chain, head, parent }: Place, event: AuditEvent): ChainHead {
    const linked = linkEvent({ chain, head, salt: randomSecret() }, event);
    const attempt = this.unended ? [this.unended.id] : [];
    this.queries.atCommit(insertAfter(parent, this.unended), [...values(chain, event, linked), ...attempt]);
    this.unended = undefined;
    this.heads.set(chain, linked);
    return linked;
  }

  private async lock(chain: string): Promise<ChainHead | undefined> {
    const [row] = await this.queries.query<HeadRow>(
      'SELECT last_seq, last_hash FROM couple_audit_chain WHERE chain = $1 FOR UPDATE',
      [chain],
    );
    return row && { seq: row.last_seq, hash: row.last_hash };
  }
}

interface Place {
  readonly chain: string;
  readonly head: ChainHead;
  /** The statement that makes or moves the chain's row. */
  readonly parent: string;
}

const OPEN =
  'INSERT INTO couple_audit_chain (chain, last_seq, last_hash) VALUES ($1, $2, $4) RETURNING chain';
const MOVE =
  'UPDATE couple_audit_chain SET last_seq = $2, last_hash = $4, updated_at = now() WHERE chain = $1 RETURNING chain';

function insertAfter(parent: string, ending: Attempt | undefined): string {
  return `WITH parent AS (${parent})
    INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes, salt, facts)
    SELECT chain, $2, $3, $4, $5, $6, $7, $8 FROM parent${ending ? ', couple_end_attempt($9)' : ''}`;
}

function values(chain: string, { type }: AuditEvent, linked: LinkedEvent): readonly unknown[] {
  const { seq, prevHash, hash, bytes, payload } = linked;
  return [chain, seq, prevHash, hash, type, bytes, payload.salt, payload.bytes];
}
