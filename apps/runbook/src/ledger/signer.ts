import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { OperatorError } from '../operator-error.js';
import type { TrustedKeys } from './trusted-keys.js';

/** Somebody, or a pipeline, that signs entries. */
export interface Signer {
  readonly name: string;
  sign(bytes: Buffer): Buffer;
}

/**
 * The signer whose private key is in a PEM file (PKCS #8).
 * @throws {OperatorError} when it cannot be read, is no Ed25519 key, or belongs to nobody that the configuration names
 */
export async function openSigner(file: string, trusted: TrustedKeys): Promise<Signer> {
  const privateKey = await readPrivateKey(file);
  const name = trusted.nameOf(createPublicKey(privateKey));
  if (name === undefined) {
    throw new OperatorError({
      en: `The key in ${file} belongs to nobody in the configuration: add its public key to people.`,
      ko: `${file}의 키는 설정에 있는 누구의 것도 아니에요. people에 공개 키를 추가하세요.`,
    });
  }
  return { name, sign: (bytes) => sign(null, bytes, privateKey) };
}

async function readPrivateKey(file: string): Promise<KeyObject> {
  try {
    const key = createPrivateKey(await readFile(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw unusable(file, { cause });
  }
  throw unusable(file);
}

function unusable(file: string, options?: ErrorOptions): OperatorError {
  return new OperatorError(
    {
      en: `${file} is not a readable Ed25519 private key; \`couplekit keys create\` makes one.`,
      ko: `${file}은(는) 읽을 수 있는 Ed25519 개인 키가 아니에요. \`couplekit keys create\`로 만들 수 있어요.`,
    },
    undefined,
    options,
  );
}
