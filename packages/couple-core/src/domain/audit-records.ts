import type { AuditPayload, ChainHead } from './audit-event.js';

/** What an audit is made of, as it lies in the database or in an export. */
export type AuditRecord = CheckpointRecord | EventRecord | HeadRecord;

/** One event with what its row says about it. */
export interface EventRecord {
  readonly kind: 'event';
  readonly chain: string;
  readonly seq: number;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
  readonly type: string;
  readonly bytes: Buffer;
  /** Undefined once erased, or when it was left out of an export. */
  readonly payload: AuditPayload | undefined;
}

/** Where a chain says that it ends. */
export interface HeadRecord extends ChainHead {
  readonly kind: 'head';
  readonly chain: string;
}

/** A signed statement of where chains ended at one moment. */
export interface CheckpointRecord {
  readonly kind: 'checkpoint';
  readonly seq: number;
  /** RFC 8785 JSON, as it was signed. */
  readonly bytes: Buffer;
  readonly hash: Buffer;
  /** Ed25519. */
  readonly signature: Buffer;
  /** The chains that had changed since the checkpoint before, sorted by id. */
  readonly heads: readonly CheckpointHead[];
}

/** Where a chain ended when a checkpoint was made. */
export interface CheckpointHead extends ChainHead {
  readonly chain: string;
}
