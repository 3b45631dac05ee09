import { generateKeyPairSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { OperatorError } from '../operator-error.js';

/**
 * Writes a new Ed25519 private key (PKCS #8, PEM), for the owner's eyes only; never over a file that is there.
 * @returns its public key, as PEM
 */
export async function createKey(file: string): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  try {
    await using created = await open(file, 'wx', 0o600);
    await created.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await created.sync();
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new OperatorError(
      isThere
        ? { en: `${file} exists already.`, ko: `${file}이(가) 이미 있어요.` }
        : { en: `${file} cannot be written.`, ko: `${file}을(를) 쓸 수 없어요.` },
      undefined,
      { cause },
    );
  }
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}
