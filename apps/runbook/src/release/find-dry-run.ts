import { EXIT_CODES } from '../exit-codes.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import { OperatorError } from '../operator-error.js';

/** Which dry-run counts. */
export interface WantedDryRun {
  /** Full hash of the commit; the candidate's `CODE_REF` is it, or begins it. */
  readonly ref: string;
  readonly now: Date;
  /** Older ones do not count. */
  readonly days: number;
}

/**
 * The last dry-run of a build, which passed, and rehearsed the way back.
 * @throws {OperatorError} when it is not there, too old or failed
 */
export function findDryRun(
  entries: readonly LedgerEntry[],
  { ref, now, days }: WantedDryRun,
): { readonly evidence: string; readonly codeRef: string } {
  const last = entries.findLast(({ kind, facts }) => {
    const codeRef = facts['code_ref'];
    return (
      kind === 'dry-run' && typeof codeRef === 'string' && codeRef.length >= 7 && ref.startsWith(codeRef)
    );
  });
  const isFresh = last && now.getTime() - Date.parse(last.at) <= days * 86_400_000;
  if (last && isFresh && last.facts['passed'] === true && last.facts['rehearsal'] === 'passed')
    return { evidence: String(last.facts['evidence']), codeRef: String(last.facts['code_ref']) };
  const why = !last ? ['was never tried', '해 본 적이 없어요'] : !isFresh ? ['was tried too long ago', '너무 오래됐어요'] : last.facts['passed'] === true ? ['did not rehearse the way back', '되돌리기를 연습하지 않았어요'] : ['failed', '실패했어요']; // prettier-ignore
  throw new OperatorError(
    {
      en: `The dry-run of ${ref.slice(0, 12)} ${why[0]}.`,
      ko: `${ref.slice(0, 12)}의 사전 점검: ${why[1]}.`,
    },
    EXIT_CODES.waiting,
  );
}
