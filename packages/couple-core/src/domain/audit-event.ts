import { createHash } from 'node:crypto';
import { canonicalBytes, type Json } from './canonical-json.js';

/** What happened; `error.<slug>` for a unit of work that failed. */
export type AuditEventType =
  | 'session.created'
  | 'stage1.updated'
  | 'invite.issued'
  | 'invite.accepted'
  | 'rating.recorded'
  | 'responses.upserted'
  | 'result.computed'
  | `error.${string}`;

/** One thing that happened in a session. Facts hold codes, counts and digests, never answers, names or tokens. */
export interface AuditEvent {
  readonly type: AuditEventType;
  readonly facts: { readonly [key: string]: Json };
  readonly actor: string;
  readonly request_id: string | null;
  readonly code_ref: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Where a chain ends. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Buffer;
}

/** An event bound to its place in a chain. */
export interface LinkedEvent extends ChainHead {
  readonly prevHash: Buffer;
  /** RFC 8785 canonical JSON, as it was hashed. */
  readonly bytes: Buffer;
}

/** The head of a chain without events: the first event's predecessor is the hash of the chain's own id. */
export function emptyChain(chain: string): ChainHead {
  return { seq: 0, hash: createHash('sha256').update(chain).digest() };
}

/** Links an event to the head of its chain. */
export function linkEvent(chain: string, head: ChainHead, event: AuditEvent): LinkedEvent {
  const seq = head.seq + 1;
  const bytes = canonicalBytes({ chain, seq, prev: head.hash.toString('hex'), ...event });
  return { seq, prevHash: head.hash, bytes, hash: createHash('sha256').update(bytes).digest() };
}
