import type { AuditStore, CoupleReader, CoupleStore, EventFacts } from '../application/couple-store.js';
import type { Attempt } from './attempts/attempt.js';
import type { AuditTrail } from './audit-trail.js';
import { PostgresErasureStore } from './erasure.store.js';
import { PostgresPacketStore } from './packet.store.js';
import { PostgresCredentialStore } from './credential.store.js';
import type { Queries, TransactionQueries } from './queries.js';
import { PostgresRatingStore } from './rating.store.js';
import { PostgresReportStore } from './report.store.js';
import { PostgresResponseStore } from './response.store.js';
import { PostgresResultStore } from './result.store.js';
import { PostgresSessionStore } from './session.store.js';
import { PostgresShareStore } from './share.store.js';

/** What a unit of work is made on. */
export interface StoreParts {
  readonly queries: TransactionQueries;
  readonly trail: AuditTrail;
  /** Says who acts, for the audit chain. */
  readonly attempt: Attempt;
}

/** The couple's store on one transaction. */
export function coupleStore(parts: StoreParts): CoupleStore {
  const { queries, trail } = parts;
  return {
    sessions: new PostgresSessionStore(queries, trail),
    responses: new PostgresResponseStore(queries),
    results: new PostgresResultStore(queries),
    credentials: new PostgresCredentialStore(queries, trail),
    ratings: new PostgresRatingStore(queries, trail),
    shares: new PostgresShareStore(queries),
    erasure: new PostgresErasureStore(queries, trail),
    packets: new PostgresPacketStore(queries, trail),
    audit: auditStore(parts),
  };
}

/** The parts of the store that read without locking anything. */
export function coupleReader(queries: Queries): CoupleReader {
  return {
    sessions: new PostgresSessionStore(queries, UNLOCKED),
    responses: new PostgresResponseStore(queries),
    results: new PostgresResultStore(queries),
    reports: new PostgresReportStore(queries),
    credentials: new PostgresCredentialStore(queries, UNLOCKED),
    shares: new PostgresShareStore(queries),
    ratings: new PostgresRatingStore(queries, UNLOCKED),
  };
}

/** Nothing is locked by a read, so there is nothing to remember. */
const UNLOCKED = { remember: () => undefined };

function auditStore({ trail, attempt }: StoreParts): AuditStore {
  const { actor, request_id, code_ref } = attempt;
  const event = (facts: EventFacts) => ({
    ...facts,
    actor,
    request_id,
    code_ref,
    at: new Date().toISOString(),
  });
  return {
    open: async (sessionId, facts) => void trail.open(sessionId, event(facts)),
    append: async (sessionId, facts) => {
      const said = event(facts);
      const head = await trail.append(sessionId, said);
      if (!head) throw new Error(`The audit chain of session ${sessionId} is missing.`);
      return { seq: head.seq, hash: head.hash, at: said.at };
    },
  };
}
