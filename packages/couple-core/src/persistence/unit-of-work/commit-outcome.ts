/** What PostgreSQL said, asked on a new connection about one transaction. */
export interface CommitEvidence {
  /** Of `pg_xact_status`; null when it is forgotten, `unborn` when no transaction has had this id yet. */
  readonly status: 'in progress' | 'committed' | 'aborted' | 'unborn' | null;
  /** Only when the server is in another era than the transaction was. */
  readonly recovery?: {
    /** Whether the latest checkpoint is the one at the end of the recovery that started the era. */
    readonly fresh: boolean;
    /** The next transaction id as of that checkpoint. */
    readonly nextXid: bigint;
  };
}

export type CommitOutcome = 'committed' | 'aborted' | 'in progress' | 'unknown';

/**
 * Whether transaction `xid` is committed. `pg_xact_status` alone may not be believed after a crash: ids that had not
 * reached the disk are given out again, and the commit of another transaction would pass for this one. The checkpoint at
 * the end of recovery tells which ids had reached it.
 */
export function commitOutcome(xid: bigint, { status, recovery }: CommitEvidence): CommitOutcome {
  if (status === 'unborn' || status === 'aborted') return 'aborted';
  if (status === null) return 'unknown';
  if (!recovery) return status;
  if (!recovery.fresh) return 'unknown';
  return xid < recovery.nextXid ? status : 'aborted';
}

/**
 * Whether COMMIT failed with an answer that means that nothing is committed. The end of the connection means nothing,
 * nor do class 08 and 40003, with which proxies and distributed databases say that they do not know.
 */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return false;
  const code = String(error.code);
  return error.severity === 'ERROR' && !code.startsWith('08') && code !== '40003';
}
