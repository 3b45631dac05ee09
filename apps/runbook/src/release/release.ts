import type { Role, RunbookConfig } from '../config/runbook-config.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';

/** What is asked to go out, as `release.requested` keeps it: everything that an approval is about. */
export interface ReleaseRequest {
  /** `sha256:` and 64 hex digits. */
  readonly image: string;
  /** Full hash of the commit that the image is built from. */
  readonly ref: string;
  /** Full hash of the commit that serves now. */
  readonly base: string;
  /** Names by which the platform knows the revisions. */
  readonly candidate: string;
  readonly stable: string;
  /** `service.version` of the two, by which metrics know them. */
  readonly builds: { readonly candidate: string; readonly stable: string };
  readonly plan: RunbookConfig['plan'];
  readonly roles: readonly Role[];
  /** Questions of the scope, answered. */
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  /** SHA-256 of what proves each point: of a file of evidence, or of the entry with somebody's answer. */
  readonly evidence: Readonly<Record<string, string>>;
  /** Those of them that are files. */
  readonly files: readonly string[];
}

/** A release as the ledger has it. */
export interface Release {
  readonly id: string;
  readonly request: ReleaseRequest;
  /** The entry that asked. */
  readonly requested: LedgerEntry;
  /** Roles that it still needs: nobody of them has approved it, or not for now any more. */
  readonly missing: readonly Role[];
}

/** What an approval says in `release.approved`. */
export interface Approval {
  /** `hash` of the entry that asked: with it, all that it says. */
  readonly request: string;
  readonly roles: readonly Role[];
  readonly expires_at: string;
}

/** The release by its id, with the approvals that have not expired. */
export function findRelease(entries: readonly LedgerEntry[], id: string, now: Date): Release | undefined {
  const requested = entries.find(({ kind, release }) => kind === 'release.requested' && release === id);
  if (!requested) return undefined;
  const request = requested.facts as unknown as ReleaseRequest;
  const approvals = entries
    .filter(({ kind, release }) => kind === 'release.approved' && release === id)
    .map(({ facts }) => facts as unknown as Approval)
    .filter((approval) => approval.request === requested.hash && new Date(approval.expires_at) > now);
  const given = new Set(approvals.flatMap(({ roles }) => roles));
  return {
    id,
    request,
    requested,
    missing: request.roles.filter((role) => !given.has(role)),
  };
}

/** Whether an image was rolled back once: then it never goes out again. */
export function wasRolledBack(entries: readonly LedgerEntry[], image: string): boolean {
  return entries.some(({ kind, facts }) => kind === 'rollback.started' && facts['image'] === image);
}
