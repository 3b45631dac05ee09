import { EXIT_CODES } from '../exit-codes.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import { OperatorError } from '../operator-error.js';
import { findRelease, type Release } from './release.js';

/** The release by its id. @throws {OperatorError} when the ledger has none */
export function requireRelease(entries: readonly LedgerEntry[], id: string): Release {
  const release = findRelease(entries, id, new Date());
  if (release) return release;
  throw new OperatorError(
    { en: `The ledger has no release ${id}.`, ko: `장부에 ${id} 배포가 없어요.` },
    EXIT_CODES.usage,
  );
}
