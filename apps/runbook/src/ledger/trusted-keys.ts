import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Keys whose signatures count, by the names of their owners. */
export class TrustedKeys {
  private readonly keys: ReadonlyMap<string, KeyObject>;

  /**
   * @param owners names, and public keys as PEM (SubjectPublicKeyInfo)
   * @throws {TypeError} naming whose key is no Ed25519 public key, or whose two names share one
   */
  constructor(owners: readonly { readonly name: string; readonly publicKey: string }[]) {
    this.keys = new Map(owners.map(({ name, publicKey }) => [name, ed25519Key(name, publicKey)]));
    for (const [name, key] of this.keys) {
      const other = this.nameOf(key);
      if (other !== name) throw new TypeError(`${name} and ${other} have the same key.`);
    }
  }

  nameOf(key: KeyObject): string | undefined {
    for (const [name, known] of this.keys) if (known.equals(key)) return name;
    return undefined;
  }

  /** Whether a signature over the bytes is by the owner of that name. */
  verifies(name: string, bytes: Buffer, signature: Buffer): boolean {
    const key = this.keys.get(name);
    return key !== undefined && verify(null, bytes, key, signature);
  }
}

function ed25519Key(name: string, publicKey: string): KeyObject {
  try {
    const key = createPublicKey(publicKey);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new TypeError(`The public key of ${name} cannot be read.`, { cause });
  }
  throw new TypeError(`The public key of ${name} is not an Ed25519 key.`);
}
