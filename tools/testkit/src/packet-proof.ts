import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { canonical } from './audit-proof.js';
import type { Queryable } from './queryable.js';

interface PacketRow {
  readonly session_id: string;
  readonly finished: boolean;
  readonly packet_sha256: Buffer | null;
  readonly bytes: Buffer | null;
  readonly answers: readonly { role: string; self_answers: unknown; guess_answers: unknown }[] | null;
}

/**
 * Recomputes the digest of every decision packet of couple-core, and checks that the packet, the session's state and the
 * answers belong together.
 * @param sessions @default all of them
 * @returns the digests by session, lower-case hex
 * @throws {import('node:assert').AssertionError} when something does not fit
 */
export async function provenPackets(
  database: Queryable,
  sessions?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = (await database.query(
    `SELECT s.id AS session_id, s.stage3_completed AS finished, p.packet_sha256, p.bytes,
       (SELECT json_agg(a) FROM couple_responses a WHERE a.session_id = s.id) AS answers
     FROM couple_session s LEFT JOIN couple_decision_packet p ON p.session_id = s.id
     WHERE (s.stage3_completed OR p.session_id IS NOT NULL) AND (s.id = ANY($1) OR $1 IS NULL)`,
    [sessions ?? null],
  )) as readonly PacketRow[];
  return new Map(rows.map((row) => [row.session_id, provePacket(row)]));
}

function provePacket(row: PacketRow): string {
  const { session_id, finished, packet_sha256, bytes, answers } = row;
  ok(finished && packet_sha256 && bytes, `session ${session_id} has a part of a result`);
  const packet = JSON.parse(bytes.toString()) as {
    readonly inputs: { readonly answers: Readonly<Record<string, unknown>> };
  };
  strictEqual(bytes.toString(), canonical(packet), session_id);
  const digest = createHash('sha256').update(bytes).digest('hex');
  strictEqual(packet_sha256.toString('hex'), digest, session_id);
  const stored = (answers ?? []).flatMap(({ role, self_answers, guess_answers }) => [
    [`${role.toLowerCase()}_self`, self_answers],
    [`${role.toLowerCase()}_guess`, guess_answers],
  ]);
  deepStrictEqual(packet.inputs.answers, Object.fromEntries(stored), session_id);
  return digest;
}
