import { canonicalBytes, type Json } from './canonical-json.js';
import { sha256 } from './sha256.js';

/** What happened; `error.<slug>` for a unit of work that failed. */
export type AuditEventType =
  | 'session.created'
  | 'stage1.updated'
  | 'invite.issued'
  | 'invite.accepted'
  | 'rating.recorded'
  | 'responses.upserted'
  | 'result.computed'
  | 'report.generated'
  | 'share.created'
  | 'share.revoked'
  | 'session.erased'
  | 'packets.removed'
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

/** The facts of an event, kept out of the bytes that are hashed so that they can be erased. */
export interface AuditPayload {
  /** 32 random bytes: without them the facts cannot be guessed from the commitment. */
  readonly salt: Buffer;
  /** RFC 8785 canonical JSON of the facts. */
  readonly bytes: Buffer;
}

/** An event bound to its place in a chain. */
export interface LinkedEvent extends ChainHead {
  readonly prevHash: Buffer;
  /** RFC 8785 canonical JSON, as it was hashed. It holds a commitment to the facts instead of the facts. */
  readonly bytes: Buffer;
  readonly payload: AuditPayload;
}

/** The head of a chain without events: the first event's predecessor is the hash of the chain's own id. */
export function emptyChain(chain: string): ChainHead {
  return { seq: 0, hash: sha256(chain) };
}

/** What an event says about its facts: SHA-256 of salt and bytes; the salt's fixed length keeps them apart. */
export function commitment({ salt, bytes }: AuditPayload): Buffer {
  return sha256(Buffer.concat([salt, bytes]));
}

/**
 * Links an event to the head of its chain.
 * @param place `salt`: 32 random bytes, used for this event only
 */
export function linkEvent(
  place: { readonly chain: string; readonly head: ChainHead; readonly salt: Buffer },
  { facts, ...said }: AuditEvent,
): LinkedEvent {
  const { chain, head, salt } = place;
  const seq = head.seq + 1;
  const payload = { salt, bytes: canonicalBytes(facts) };
  const bytes = canonicalBytes({
    ...said,
    chain,
    seq,
    prev: head.hash.toString('hex'),
    payload: commitment(payload).toString('hex'),
  });
  return { seq, prevHash: head.hash, bytes, payload, hash: sha256(bytes) };
}
