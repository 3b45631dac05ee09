import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts an answer for the sender's own key (AES-256-GCM, key by HKDF-SHA-256, RFC 5869): it may hold tokens, and the
 * database keeps tokens only as hashes.
 */
export function sealAnswer(key: string, answer: unknown): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, encryptionKey(key, nonce), nonce);
  const sealed = [cipher.update(serialize(answer)), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]);
}

/**
 * Decrypts what `sealAnswer` made with the same key.
 * @throws {Error} when the key is another or the bytes were changed
 */
export function openAnswer(key: string, sealed: Buffer): unknown {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, encryptionKey(key, nonce), nonce);
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const opened = [decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
  return deserialize(Buffer.concat(opened));
}

function encryptionKey(key: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'couplekit idempotent answer', 32));
}
