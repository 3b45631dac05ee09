import { Injectable } from '@nestjs/common';
import type {
  AuditRecord,
  CheckpointHead,
  CheckpointRecord,
  EventRecord,
  HeadRecord,
} from '../domain/audit-records.js';
import { SYSTEM_CHAIN } from './audit-trail.js';
import type { AuditChainEntity } from './entities/audit-chain.entity.js';
import type { AuditCheckpointEntity } from './entities/audit-checkpoint.entity.js';
import type { AuditEventEntity } from './entities/audit-event.entity.js';
import type { Queries } from './queries.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

const PAGE = 1_000;

/** Which part of the audit is read. */
export interface AuditSelection {
  /** One chain alone, without checkpoints. @default everything */
  readonly chain?: string | undefined;
}

type EventRow = Omit<AuditEventEntity, 'recorded_at' | 'parent'>;

/** Reads the whole audit as it is at one moment, page by page. */
@Injectable()
export class AuditReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Gives every record to `visit`, in the order that `AuditVerifier` wants; waits for each. */
  read(selection: AuditSelection, visit: (record: AuditRecord) => void | Promise<void>): Promise<void> {
    const snapshot = { name: 'audit.read', isolation: 'REPEATABLE READ', readOnly: true, retry: { attempts: 1 } } as const; // prettier-ignore
    return this.unitOfWork.run(snapshot, async (transaction) => {
      if (selection.chain === undefined)
        for await (const checkpoint of checkpoints(transaction)) await visit(checkpoint);
      for await (const record of chains(transaction, selection.chain)) await visit(record);
    });
  }
}

async function* checkpoints(queries: Queries): AsyncGenerator<CheckpointRecord> {
  for (let after = 0; ;) {
    const rows = await queries.query<AuditCheckpointEntity>(
      `SELECT seq, bytes, hash, signature FROM couple_audit_checkpoint WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`,
      [after],
    );
    for (const { seq, bytes, hash, signature } of rows) {
      const ends = await queries.query<CheckpointHead>(
        'SELECT chain, seq, hash FROM couple_audit_checkpoint_head WHERE checkpoint = $1 ORDER BY chain',
        [seq],
      );
      yield { kind: 'checkpoint', seq, bytes, hash, signature, heads: ends };
      after = seq;
    }
    if (rows.length < PAGE) return;
  }
}

/** Two sorted streams become one: the events of a chain, then its head. */
async function* chains(queries: Queries, only: string | undefined): AsyncGenerator<EventRecord | HeadRecord> {
  const following = events(queries, only);
  let next = await following.next();
  for await (const head of heads(queries, only)) {
    for (; !next.done && next.value.chain <= head.chain; next = await following.next()) yield next.value;
    yield head;
  }
  for (; !next.done; next = await following.next()) yield next.value;
}

async function* events(queries: Queries, only: string | undefined): AsyncGenerator<EventRecord> {
  let last: Pick<AuditEventEntity, 'chain' | 'seq' | 'hash'> = {
    chain: only ?? SYSTEM_CHAIN,
    seq: -1,
    hash: Buffer.alloc(0),
  };
  for (;;) {
    const rows: readonly EventRow[] = await queries.query<EventRow>(
      `SELECT chain, seq, prev_hash, hash, type, bytes, salt, facts FROM couple_audit_event
       WHERE (chain, seq, hash) > ($1, $2, $3) AND ($4::uuid IS NULL OR chain = $4)
       ORDER BY chain, seq, hash LIMIT ${PAGE}`,
      [last.chain, last.seq, last.hash, only ?? null],
    );
    for (const row of rows) {
      yield toEvent(row);
      last = row;
    }
    if (rows.length < PAGE) return;
  }
}

async function* heads(queries: Queries, only: string | undefined): AsyncGenerator<HeadRecord> {
  let after: string | null = null;
  for (;;) {
    const rows: readonly AuditChainEntity[] = await queries.query<AuditChainEntity>(
      `SELECT chain, last_seq, last_hash FROM couple_audit_chain
       WHERE ($1::uuid IS NULL OR chain > $1) AND ($2::uuid IS NULL OR chain = $2) ORDER BY chain LIMIT ${PAGE}`,
      [after, only ?? null],
    );
    for (const { chain, last_seq, last_hash } of rows) {
      yield { kind: 'head', chain, seq: last_seq, hash: last_hash };
      after = chain;
    }
    if (rows.length < PAGE) return;
  }
}

function toEvent(row: EventRow): EventRecord {
  const { chain, seq, prev_hash, hash, type, bytes, salt, facts } = row;
  const payload = salt && facts ? { salt, bytes: facts } : undefined;
  return { kind: 'event', chain, seq, prevHash: prev_hash, hash, type, bytes, payload };
}
