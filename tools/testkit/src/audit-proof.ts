import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Queryable } from './queryable.js';

interface EventRow {
  readonly chain: string;
  readonly seq: number;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly type: string;
  readonly bytes: Buffer;
  readonly salt: Buffer | null;
  readonly facts: Buffer | null;
}

/** An event as its bytes say it, with its facts; empty when they were erased. */
export interface ProvenEvent {
  readonly type: string;
  readonly actor: string;
  readonly request_id: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

/**
 * Recomputes every hash, link, commitment and head of couple-core's audit chains, without a line of its own verification.
 * @param chains @default all of them
 * @returns the events by chain, oldest first
 * @throws {import('node:assert').AssertionError} when something does not fit
 */
export async function provenChains(
  database: Queryable,
  chains?: readonly string[],
): Promise<ReadonlyMap<string, readonly ProvenEvent[]>> {
  const heads = (await database.query(
    'SELECT chain, last_seq, last_hash FROM couple_audit_chain WHERE chain = ANY($1) OR $1 IS NULL',
    [chains ?? null],
  )) as readonly { readonly chain: string; readonly last_seq: number; readonly last_hash: Buffer }[];
  const rows = (await database.query(
    'SELECT * FROM couple_audit_event WHERE chain = ANY($1) OR $1 IS NULL ORDER BY chain, seq',
    [chains ?? null],
  )) as readonly EventRow[];
  const byChain = Map.groupBy(rows, ({ chain }) => chain);
  const known = new Set(heads.map(({ chain }) => chain));
  deepStrictEqual([...byChain.keys()].filter((chain) => !known.has(chain)), [], 'events without a chain'); // prettier-ignore
  return new Map(
    heads.map(({ chain, last_seq, last_hash }) => {
      const events = byChain.get(chain) ?? [];
      const proven = proveChain(chain, events);
      strictEqual(last_seq, events.length, `the head of ${chain}`);
      strictEqual(hex(last_hash), hex(events.at(-1)?.hash ?? sha256(chain)), `the head of ${chain}`);
      return [chain, proven];
    }),
  );
}

function proveChain(chain: string, rows: readonly EventRow[]): readonly ProvenEvent[] {
  let previous = sha256(chain);
  return rows.map((row, index) => {
    const place = `event ${row.seq} of ${chain}`;
    const said = JSON.parse(row.bytes.toString()) as ProvenEvent & Readonly<Record<string, unknown>>;
    strictEqual(row.bytes.toString(), canonical(said), place);
    strictEqual(hex(row.hash), hex(sha256(row.bytes)), place);
    strictEqual(hex(row.prev_hash), hex(previous), place);
    const { chain: itsChain, seq, prev, type } = said;
    deepStrictEqual({ itsChain, seq, prev, type }, { itsChain: chain, seq: index + 1, prev: hex(previous), type: row.type }, place); // prettier-ignore
    strictEqual(row.seq, index + 1, place);
    previous = row.hash;
    return { ...said, facts: provenFacts(row, said['payload']) };
  });
}

function provenFacts({ chain, seq, salt, facts }: EventRow, commitment: unknown): ProvenEvent['facts'] {
  if (!salt || !facts) return {};
  const place = `facts of event ${seq} of ${chain}`;
  strictEqual(commitment, hex(createHash('sha256').update(salt).update(facts).digest()), place);
  const said = JSON.parse(facts.toString()) as ProvenEvent['facts'];
  strictEqual(facts.toString(), canonical(said), place);
  return said;
}

const hex = (bytes: Buffer) => bytes.toString('hex');

/** RFC 8785 for what is in these rows: keys sorted by UTF-16, numbers and strings as JSON.stringify writes them. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}
