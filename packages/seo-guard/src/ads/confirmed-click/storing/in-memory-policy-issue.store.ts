import { EMPTY_RECORD, type PollRecord } from '../deciding/poll-record.js';
import { PolicyIssueStore, type PollTurn } from './policy-issue-store.js';

interface Entry {
  readonly number: number;
  /** Milliseconds of the epoch. */
  readonly dueAt: number;
  readonly record: PollRecord;
}

/** For one instance, and until it ends: after a restart, issues that are still there are new again. */
export class InMemoryPolicyIssueStore extends PolicyIssueStore {
  private readonly entries = new Map<string, Entry>();

  override async claim(account: string, leaseMs: number): Promise<PollTurn | undefined> {
    const entry = this.entries.get(account) ?? { number: 0, dueAt: 0, record: EMPTY_RECORD };
    if (entry.dueAt > Date.now()) return undefined;
    const number = entry.number + 1;
    this.entries.set(account, { ...entry, number, dueAt: Date.now() + leaseMs });
    return { account, number: String(number), record: entry.record };
  }

  override async save(
    { account, number }: PollTurn,
    record: PollRecord,
    nextInMs?: number,
  ): Promise<boolean> {
    const entry = this.entries.get(account);
    if (!entry || String(entry.number) !== number) return false;
    this.entries.set(account, {
      ...entry,
      record,
      dueAt: nextInMs === undefined ? entry.dueAt : Date.now() + nextInMs,
    });
    return true;
  }

  override async read(account: string): Promise<PollRecord> {
    return this.entries.get(account)?.record ?? EMPTY_RECORD;
  }
}
