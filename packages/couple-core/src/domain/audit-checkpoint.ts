import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { CheckpointHead, CheckpointRecord } from './audit-records.js';
import { canonicalBytes } from './canonical-json.js';
import { sha256 } from './sha256.js';

/** What a checkpoint signs. */
export interface CheckpointContent {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly count: number;
  /** Hex SHA-256 of the heads, a line each: chain, seq and hash. */
  readonly heads: string;
  readonly key_id: string;
  /** Hex hash of the checkpoint before; of nothing for the first. */
  readonly prev: string;
  readonly seq: number;
}

/** The checkpoint before the first. */
export const NO_CHECKPOINT = { seq: 0, hash: sha256('') };

/** A short name of a public key: the beginning of the SHA-256 of its SPKI DER form. */
export function keyId(key: KeyObject): string {
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });
  return sha256(spki).toString('hex').slice(0, 16);
}

/**
 * Reads an Ed25519 private key (RFC 8410) from PKCS #8 PEM.
 * @throws {TypeError} when it is none
 */
export function readCheckpointKey(pem: string): KeyObject {
  return ed25519(() => createPrivateKey(pem), 'an Ed25519 private key in PKCS #8 PEM form');
}

/**
 * Reads an Ed25519 public key from SPKI PEM.
 * @throws {TypeError} when it is none
 */
export function readCheckpointPublicKey(pem: string): KeyObject {
  return ed25519(() => createPublicKey(pem), 'an Ed25519 public key in SPKI PEM form');
}

/** Hex digest of the heads, which must be sorted by chain. */
export function headsDigest(heads: readonly CheckpointHead[]): string {
  return sha256(heads.map(({ chain, seq, hash }) => `${chain} ${seq} ${hash.toString('hex')}\n`).join('')).toString('hex'); // prettier-ignore
}

/** Signs where chains end (Ed25519, RFC 8032). */
export function sealCheckpoint(
  key: KeyObject,
  before: { readonly seq: number; readonly hash: Buffer },
  heads: readonly CheckpointHead[],
): CheckpointRecord {
  const content: CheckpointContent = {
    at: new Date().toISOString(),
    count: heads.length,
    heads: headsDigest(heads),
    key_id: keyId(key),
    prev: before.hash.toString('hex'),
    seq: before.seq + 1,
  };
  const bytes = canonicalBytes(content);
  return {
    kind: 'checkpoint',
    seq: content.seq,
    bytes,
    hash: sha256(bytes),
    signature: sign(null, bytes, key),
    heads,
  };
}

/** Whether one of these keys has signed it. */
export function isSignedBy({ bytes, signature }: CheckpointRecord, keys: readonly KeyObject[]): boolean {
  return keys.some((key) => verify(null, bytes, key, signature));
}

function ed25519(read: () => KeyObject, what: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch (cause) {
    throw new TypeError(`It is not ${what}.`, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`It is not ${what}.`);
  return key;
}
