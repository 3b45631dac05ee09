import type { ErasureReceipt, ErasureStore, RemovedRows } from '../application/couple-store.js';
import type { HeadRow } from './audit-trail.js';
import type { HeadMemory } from './locked-session-row.js';
import type { Queries } from './queries.js';

type HeadOfSession = HeadRow & { readonly id: string };

interface ReceiptRow {
  readonly seq: number;
  readonly hash: Buffer;
  readonly bytes: Buffer;
  readonly facts: Buffer;
}

/** Rows that are removed, by the name that a receipt gives them. */
const PERSONAL = {
  shares: 'couple_share WHERE session_id = $1',
  idempotency_keys: 'couple_idempotency_key WHERE session_id = $1',
  ratings: 'couple_rating WHERE session_id = $1',
  rater_invites: 'couple_rater_invite WHERE session_id = $1',
  decision_packets: 'couple_decision_packet WHERE session_id = $1',
  responses: 'couple_responses WHERE session_id = $1',
  access_tokens: 'couple_access_token WHERE session_id = $1',
  partner_invites: 'couple_partner_invite WHERE session_id = $1',
  participants: 'couple_participant WHERE session_id = $1',
  sessions: 'couple_session WHERE id = $1',
} as const;

/** Events stay: their hashes hold the facts only as salted commitments. */
const FORGET =
  'UPDATE couple_audit_event SET salt = NULL, facts = NULL WHERE chain = $1 AND facts IS NOT NULL RETURNING 1';

/** One statement: references between the tables are checked when it ends. */
const ERASE = `WITH audit_facts AS (${FORGET}), ${Object.entries(PERSONAL)
  .map(([name, rows]) => `${name} AS (DELETE FROM ${rows} RETURNING 1)`)
  .join(', ')}
  SELECT ${['audit_facts', ...Object.keys(PERSONAL)]
    .toSorted()
    .map((name) => `(SELECT count(*)::integer FROM ${name}) AS ${name}`)
    .join(', ')}`;

const LOCK = `SELECT s.id, c.last_seq, c.last_hash FROM couple_session s JOIN couple_audit_chain c ON c.chain = s.id`;

/** Erases sessions in PostgreSQL. */
export class PostgresErasureStore implements ErasureStore {
  constructor(
    private readonly queries: Queries,
    private readonly trail: HeadMemory,
  ) {}

  async lock(sessionId: string): Promise<string | undefined> {
    return this.locked(`${LOCK} WHERE s.id = $1 FOR UPDATE OF s, c`, [sessionId]);
  }

  async lockExpired(except: readonly string[]): Promise<string | undefined> {
    const expired = `${LOCK} WHERE s.expires_at <= now() AND s.id <> ALL ($1::uuid[])
      ORDER BY s.expires_at LIMIT 1 FOR UPDATE OF s, c SKIP LOCKED`;
    return this.locked(expired, [except]);
  }

  async erase(sessionId: string): Promise<RemovedRows> {
    await this.queries.query("SELECT set_config('couplekit.erasing', 'on', true)");
    const [removed] = await this.queries.query<Record<string, number>>(ERASE, [sessionId]);
    return removed ?? {};
  }

  async findReceipt(sessionId: string): Promise<ErasureReceipt | undefined> {
    const [row] = await this.queries.query<ReceiptRow>(
      `SELECT seq, hash, bytes, facts FROM couple_audit_event
       WHERE chain = $1 AND type = 'session.erased' AND facts IS NOT NULL`,
      [sessionId],
    );
    if (!row) return undefined;
    // Written by ErasureService, and immutable since.
    const { at } = JSON.parse(row.bytes.toString()) as { readonly at: string };
    const facts = JSON.parse(row.facts.toString()) as Pick<ErasureReceipt, 'reason' | 'removed'>;
    const audit = { seq: row.seq, hash: row.hash.toString('hex') };
    return { sessionId, erasedAt: new Date(at), reason: facts.reason, removed: facts.removed, audit };
  }

  private async locked(sql: string, parameters: readonly unknown[]): Promise<string | undefined> {
    const [row] = await this.queries.query<HeadOfSession>(sql, parameters);
    if (row) this.trail.remember(row.id, row);
    return row?.id;
  }
}
