import type { LocalizedText } from '../localized-text.js';
import { entryLine, hashOf, NO_ENTRY, signedBytes, type LedgerEntry } from './ledger-entry.js';
import type { TrustedKeys } from './trusted-keys.js';

/** What can be wrong with a line. */
export const LEDGER_FAULTS = {
  unreadable: { en: 'it is no entry', ko: '기록 형식이 아니에요' },
  rewritten: { en: 'it is not written as entries are', ko: '기록이 쓰인 모양 그대로가 아니에요' },
  changed: { en: 'its content does not match its hash', ko: '내용이 해시와 달라요' },
  unlinked: { en: 'it does not follow the entry before it', ko: '앞 기록과 이어지지 않아요' },
  unsigned: { en: 'its signature is by nobody trusted', ko: '믿을 수 있는 사람의 서명이 아니에요' },
  truncated: { en: 'entries after it are missing', ko: '뒤의 기록이 사라졌어요' },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** One of `LEDGER_FAULTS`. */
export type LedgerFault = keyof typeof LEDGER_FAULTS;

/** Where a ledger was tampered with. */
export interface LedgerFinding {
  /** 1 for the first line. */
  readonly line: number;
  readonly fault: LedgerFault;
}

/** Everything that a ledger says, as far as it can be believed. */
export interface VerifiedLedger {
  readonly entries: readonly LedgerEntry[];
  /** The first thing that is wrong; what comes after it proves nothing. */
  readonly finding?: LedgerFinding;
  /** Bytes of whole lines; what is after them was being written when a process died. */
  readonly wholeBytes: number;
}

/**
 * Checks every byte of a ledger: each line is the canonical JSON of an entry, in a chain, signed by a key that is trusted.
 * A last line without its end is no entry yet; `verifyHead` finds the end that somebody cut off.
 */
export function verifyLedger(bytes: Buffer, trusted: TrustedKeys): VerifiedLedger {
  const entries: LedgerEntry[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0) return { entries, wholeBytes: start };
    const line = bytes.subarray(start, end + 1);
    const read = readEntry(line, entries.at(-1), trusted);
    if (typeof read === 'string')
      return { entries, wholeBytes: start, finding: { line: entries.length + 1, fault: read } };
    entries.push(read);
    start = end + 1;
  }
}

/** Where the ledger ends before the entry that was last known. @param head `hash` of that entry */
export function verifyHead({ entries }: VerifiedLedger, head: string): LedgerFinding | undefined {
  const isThere = head === NO_ENTRY || entries.some(({ hash }) => hash === head);
  return isThere ? undefined : { line: entries.length, fault: 'truncated' };
}

function readEntry(
  line: Buffer,
  before: LedgerEntry | undefined,
  trusted: TrustedKeys,
): LedgerEntry | LedgerFault {
  const entry = parseEntry(line.toString('utf8'));
  if (!entry) return 'unreadable';
  if (!Buffer.from(entryLine(entry)).equals(line)) return 'rewritten';
  if (hashOf(entry) !== entry.hash) return 'changed';
  if (entry.prev !== (before?.hash ?? NO_ENTRY) || entry.seq !== (before?.seq ?? 0) + 1) return 'unlinked';
  const signature = Buffer.from(entry.sig, 'base64');
  // Base64 has spare bits: two texts can be the same bytes.
  if (signature.toString('base64') !== entry.sig) return 'rewritten';
  return trusted.verifies(entry.by, signedBytes(entry.hash), signature) ? entry : 'unsigned';
}

function parseEntry(line: string): LedgerEntry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<LedgerEntry> | null;
    const isEntry =
      typeof entry?.seq === 'number' &&
      [entry.at, entry.kind, entry.by, entry.prev, entry.hash, entry.sig].every((value) => typeof value === 'string') &&
      typeof entry.facts === 'object' && entry.facts !== null; // prettier-ignore
    return isEntry ? (entry as LedgerEntry) : undefined;
  } catch {
    return undefined;
  }
}
