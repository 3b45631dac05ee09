import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Signer } from './signer.js';

/** JSON that an entry may hold. */
export type Facts = Readonly<Record<string, unknown>>;

/** What is said in an entry, before it has a place in the chain. */
export interface Statement {
  /** What happened, as `rollout.shift.done`. */
  readonly kind: string;
  /** The release that it is about. @default none */
  readonly release?: string;
  readonly facts: Facts;
}

/** One line of the ledger. */
export interface LedgerEntry extends Statement {
  /** 1 for the first. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The name of the key that signed. */
  readonly by: string;
  /** `hash` of the entry before; 64 zeros for the first. */
  readonly prev: string;
  /** SHA-256, in hex, of the canonical JSON (RFC 8785) of everything above. */
  readonly hash: string;
  /** Ed25519 (RFC 8032) over `couplekit-ledger-v1\n` and `hash`, in base64. */
  readonly sig: string;
}

/** `prev` of the first entry. */
export const NO_ENTRY = '0'.repeat(64);

/** The next entry of a chain, signed. */
export function sealEntry(
  statement: Statement,
  before: LedgerEntry | undefined,
  signer: Signer,
): LedgerEntry {
  const unsealed = {
    ...statement,
    seq: (before?.seq ?? 0) + 1,
    at: new Date().toISOString(),
    by: signer.name,
    prev: before?.hash ?? NO_ENTRY,
  };
  const hash = hashOf(unsealed);
  return { ...unsealed, hash, sig: signer.sign(signedBytes(hash)).toString('base64') };
}

/** The line of an entry: canonical, so that there is one way to write it. */
export function entryLine(entry: LedgerEntry): string {
  return `${canonicalize(entry)}\n`;
}

/** `hash` as it has to be. */
export function hashOf(entry: Omit<LedgerEntry, 'hash' | 'sig'> & Partial<LedgerEntry>): string {
  const sealed = Object.fromEntries(
    Object.entries(entry).filter(([name]) => name !== 'hash' && name !== 'sig'),
  );
  return createHash('sha256')
    .update(String(canonicalize(sealed)))
    .digest('hex');
}

/** What a key signs: nothing that it could sign for another purpose. */
export function signedBytes(hash: string): Buffer {
  return Buffer.from(`couplekit-ledger-v1\n${hash}`);
}
