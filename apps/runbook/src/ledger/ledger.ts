import { mkdir, open, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT_CODES } from '../exit-codes.js';
import { OperatorError } from '../operator-error.js';
import { lockFile } from './file-lock.js';
import { entryLine, NO_ENTRY, sealEntry, type LedgerEntry, type Statement } from './ledger-entry.js';
import type { Signer } from './signer.js';
import type { TrustedKeys } from './trusted-keys.js';
import {
  LEDGER_FAULTS,
  verifyHead,
  verifyLedger,
  type LedgerFinding,
  type VerifiedLedger,
} from './verify-ledger.js';

const LOCK_PATIENCE_MS = 10_000;

/** A ledger that was tampered with: nothing may be built on it. */
export class LedgerTamperedError extends OperatorError {
  constructor(
    readonly path: string,
    readonly finding: LedgerFinding,
  ) {
    const { line, fault } = finding;
    super(
      {
        en: `The ledger was tampered with at line ${line}: ${LEDGER_FAULTS[fault].en}.`,
        ko: `장부의 ${line}번째 줄이 변조됐어요: ${LEDGER_FAULTS[fault].ko}.`,
      },
      EXIT_CODES.ledgerTampered,
    );
  }
}

/**
 * An append-only file of signed entries, one line of JSON each, in a hash chain. `FILE.head` beside it names the last entry,
 * so that an end that was cut off is missed. Every entry is on the disk before `append` returns.
 */
export class Ledger {
  constructor(
    readonly path: string,
    private readonly trusted: TrustedKeys,
  ) {}

  /**
   * Every entry, checked. A line that a dead process left without its end is no entry.
   * @throws {LedgerTamperedError}
   */
  async read(): Promise<readonly LedgerEntry[]> {
    return (await this.verified()).entries;
  }

  /**
   * Adds an entry at the end; other processes wait.
   * @throws {LedgerTamperedError} before anything is added
   */
  async append(statement: Statement, signer: Signer): Promise<LedgerEntry> {
    await mkdir(dirname(this.path), { recursive: true });
    await using _ = await lockFile(`${this.path}.lock`, LOCK_PATIENCE_MS);
    const { entries, wholeBytes } = await this.verified();
    const entry = sealEntry(statement, entries.at(-1), signer);
    await using file = await open(this.path, 'a', 0o600);
    if ((await file.stat()).size > wholeBytes) await truncate(this.path, wholeBytes);
    await file.appendFile(entryLine(entry));
    await file.sync();
    await this.keepHead(entry.hash);
    return entry;
  }

  private async verified(): Promise<VerifiedLedger> {
    // First: somebody may append meanwhile, and a head is never ahead of its ledger.
    const head = await readIfThere(`${this.path}.head`);
    const ledger = verifyLedger(await readIfThere(this.path), this.trusted);
    const finding = ledger.finding ?? verifyHead(ledger, head.toString() || NO_ENTRY);
    if (finding) throw new LedgerTamperedError(this.path, finding);
    return ledger;
  }

  private async keepHead(hash: string): Promise<void> {
    const next = `${this.path}.head.next`;
    await writeFile(next, hash, { mode: 0o600, flush: true });
    await rename(next, `${this.path}.head`);
  }
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
