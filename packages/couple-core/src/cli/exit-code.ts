import type { Verdict } from '../domain/audit-findings.js';

/** How a command ends, for pipelines; 64 is EX_USAGE of sysexits(3). */
export const EXIT_CODE = {
  ok: 0,
  /** It could not run: no database, no file, a bad key. */
  failed: 1,
  /** It ran, and found something. */
  findings: 2,
  tampered: 10,
  gap: 11,
  fork: 12,
  truncated: 13,
  usage: 64,
} as const satisfies Readonly<Record<Verdict | 'failed' | 'findings' | 'usage', number>>;
