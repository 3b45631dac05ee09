import type { RunbookConfig } from '../config/runbook-config.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import { GATE_CHECKS } from './gate-checks.js';
import { HUMAN_ITEMS, type GateVerdict } from './gate-item.js';

/** Where a point of the checklist stands. */
export interface GateItemState {
  readonly item: string;
  readonly verdict: GateVerdict;
  /** SHA-256 of its evidence; of an answer, none. */
  readonly evidence?: string;
  /** SHA-256 of the evidence, or of the entry with the answer. */
  readonly proof: string;
  readonly at: string | null;
}

/** Every point by its last entry; what is older than evidence may be is open again. */
export function gateState(
  entries: readonly LedgerEntry[],
  { evidence_days }: Pick<RunbookConfig['gate'], 'evidence_days'>,
  now: Date,
): readonly GateItemState[] {
  const items = [...GATE_CHECKS, ...HUMAN_ITEMS].map(({ item }) => item);
  const oldest = now.getTime() - evidence_days * 86_400_000;
  return items.map((item) => {
    const last = entries.findLast(({ kind, facts }) => kind.startsWith('gate.') && facts['item'] === item);
    if (!last || Date.parse(last.at) < oldest) return { item, verdict: 'waiting', proof: '', at: null };
    const evidence = last.facts['evidence'] as string | undefined;
    return {
      item,
      verdict: last.facts['verdict'] as GateVerdict,
      proof: evidence ?? last.hash,
      at: last.at,
      ...(evidence !== undefined && { evidence }),
    };
  });
}

/** Points that are not passed. */
export function openItems(state: readonly GateItemState[]): readonly string[] {
  return state.filter(({ verdict }) => verdict !== 'pass').map(({ item }) => item);
}
