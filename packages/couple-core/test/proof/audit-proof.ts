import { createHash, createHmac } from 'node:crypto';
import { expect } from 'vitest';
import type { DataSource } from 'typeorm';

interface EventRow {
  readonly chain: string;
  readonly seq: number;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly type: string;
  readonly bytes: Buffer;
  readonly salt: Buffer | null;
  readonly payload: Buffer | null;
}

/** An event as its bytes say it, with its facts. */
export interface ProvenEvent {
  readonly type: string;
  readonly actor: string;
  readonly request_id: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

/**
 * Recomputes every hash, link, commitment and head of every chain, without a line of couple-core's own verification.
 * @param chains @default all of them
 * @returns the events by chain, oldest first
 */
export async function provenChains(
  dataSource: DataSource,
  chains?: readonly string[],
): Promise<ReadonlyMap<string, readonly ProvenEvent[]>> {
  const [heads, rows] = await Promise.all([
    dataSource.query<{ chain: string; last_seq: number; last_hash: Buffer }[]>(
      'SELECT chain, last_seq, last_hash FROM couple_audit_chain WHERE chain = ANY($1) OR $1 IS NULL',
      [chains ?? null],
    ),
    dataSource.query<EventRow[]>(
      `SELECT e.*, p.salt, p.bytes AS payload FROM couple_audit_event e
       LEFT JOIN couple_audit_payload p USING (chain, seq)
       WHERE chain = ANY($1) OR $1 IS NULL ORDER BY chain, seq`,
      [chains ?? null],
    ),
  ]);
  const byChain = Map.groupBy(rows, ({ chain }) => chain);
  expect([...byChain.keys()].filter((chain) => !heads.some((head) => head.chain === chain))).toEqual([]);
  return new Map(
    heads.map(({ chain, last_seq, last_hash }) => {
      const events = byChain.get(chain) ?? [];
      const proven = proveChain(chain, events);
      expect({ chain, seq: last_seq, hash: last_hash }).toEqual({
        chain,
        seq: events.length,
        hash: events.at(-1)?.hash ?? sha256(chain),
      });
      return [chain, proven];
    }),
  );
}

function proveChain(chain: string, rows: readonly EventRow[]): readonly ProvenEvent[] {
  let previous: Buffer = sha256(chain);
  return rows.map((row, index) => {
    const said = JSON.parse(row.bytes.toString()) as ProvenEvent & Readonly<Record<string, unknown>>;
    expect(row.bytes.toString()).toBe(canonical(said));
    expect(row.hash).toEqual(sha256(row.bytes));
    expect(row.prev_hash).toEqual(previous);
    expect(said).toMatchObject({
      chain,
      seq: index + 1,
      prev: previous.toString('hex'),
      type: row.type,
    });
    expect(row.seq).toBe(index + 1);
    previous = row.hash;
    return { ...said, facts: provenFacts(row, said['payload']) };
  });
}

function provenFacts({ salt, payload }: EventRow, commitment: unknown): ProvenEvent['facts'] {
  if (!salt || !payload) throw new Error('An event has lost its facts.');
  expect(commitment).toBe(createHmac('sha256', salt).update(payload).digest('hex'));
  expect(payload.toString()).toBe(canonical(JSON.parse(payload.toString())));
  return JSON.parse(payload.toString()) as ProvenEvent['facts'];
}

/** RFC 8785 for what is in these rows: keys sorted by UTF-16, numbers and strings as JSON.stringify writes them. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}
