import { randomSecret } from '../domain/random-secret.js';
import { sha256 } from '../domain/sha256.js';

/** A secret of 256 random bits; the token is shown once, only its SHA-256 is kept. */
export interface SecretToken {
  /** 43 characters, base64url. */
  readonly token: string;
  readonly sha256: Buffer;
}

export function newSecretToken(): SecretToken {
  const token = randomSecret().toString('base64url');
  return { token, sha256: tokenSha256(token) };
}

/** The form in which a token is stored and looked up. */
export function tokenSha256(token: string): Buffer {
  return sha256(token);
}
