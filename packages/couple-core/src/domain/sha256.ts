import { hash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) of bytes, or of text as UTF-8. */
export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer');
}
