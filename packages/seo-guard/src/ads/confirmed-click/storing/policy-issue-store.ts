import type { PollRecord } from '../deciding/poll-record.js';

/** The right to poll an account, for a while. */
export interface PollTurn {
  readonly account: string;
  /** Grows with every turn: who writes with an older one is late. */
  readonly number: string;
  /** As the turn before left it. */
  readonly record: PollRecord;
}

/**
 * Remembers between two polls, and lets one of several instances poll at a time.
 *
 * A turn that its owner does not end, because it was killed, ends by itself.
 */
export abstract class PolicyIssueStore {
  /**
   * Takes the account's turn; undefined when it is not due, or somebody else's.
   * @param leaseMs milliseconds until the next turn, unless this one is ended before
   */
  abstract claim(account: string, leaseMs: number): Promise<PollTurn | undefined>;

  /**
   * Remembers what a turn has found.
   * @param nextInMs milliseconds until the next turn; without it, this one goes on
   * @returns false, and nothing is remembered, when another turn has begun meanwhile
   */
  abstract save(turn: PollTurn, record: PollRecord, nextInMs?: number): Promise<boolean>;

  /** What is remembered; empty for an account that was never polled. */
  abstract read(account: string): Promise<PollRecord>;
}
