import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { OperatorError } from '../operator-error.js';

/** Files that prove what the ledger says, named by their content. */
export class EvidenceStore {
  constructor(private readonly folder: string) {}

  /** Keeps it as canonical JSON. @returns its SHA-256, in hex */
  async keep(evidence: object): Promise<string> {
    const bytes = Buffer.from(`${canonicalize(evidence)}\n`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await mkdir(this.folder, { recursive: true });
    await using file = await open(this.pathOf(sha256), 'w', 0o600);
    await file.writeFile(bytes);
    await file.sync();
    return sha256;
  }

  pathOf(sha256: string): string {
    return join(this.folder, `${sha256}.json`);
  }

  /**
   * Reads it again.
   * @throws {OperatorError} when it is gone, or is no longer what it was
   */
  async read(sha256: string): Promise<unknown> {
    const bytes = await readFile(this.pathOf(sha256)).catch(() => undefined);
    if (bytes && createHash('sha256').update(bytes).digest('hex') === sha256)
      return JSON.parse(bytes.toString());
    throw new OperatorError(
      bytes
        ? { en: `The evidence ${sha256} was changed.`, ko: `증거 ${sha256}이(가) 바뀌었어요.` }
        : { en: `The evidence ${sha256} is gone.`, ko: `증거 ${sha256}이(가) 없어요.` },
    );
  }
}
