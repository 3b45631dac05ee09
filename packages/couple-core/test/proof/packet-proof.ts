import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { DataSource } from 'typeorm';
import { canonical } from './audit-proof.js';

interface PacketRow {
  readonly session_id: string;
  readonly finished: boolean;
  readonly packet_sha256: Buffer | null;
  readonly bytes: Buffer | null;
  readonly outputs: unknown;
  readonly answers: readonly { role: string; self_answers: unknown; guess_answers: unknown }[] | null;
}

/**
 * Recomputes every packet's digest, and checks that packet, result, the session's state and the answers belong together.
 * @param sessions @default all of them
 * @returns the digests by session, lower-case hex
 */
export async function provenPackets(
  dataSource: DataSource,
  sessions?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await dataSource.query<PacketRow[]>(
    `SELECT s.id AS session_id, s.stage3_completed AS finished, p.packet_sha256, p.bytes, r.outputs,
       (SELECT json_agg(a) FROM couple_responses a WHERE a.session_id = s.id) AS answers
     FROM couple_session s LEFT JOIN couple_decision_packet p ON p.session_id = s.id
     LEFT JOIN couple_result r ON r.session_id = s.id
     WHERE (s.stage3_completed OR p.session_id IS NOT NULL OR r.session_id IS NOT NULL) AND (s.id = ANY($1) OR $1 IS NULL)`,
    [sessions ?? null],
  );
  return new Map(rows.map((row) => [row.session_id, provePacket(row)]));
}

function provePacket({ finished, packet_sha256, bytes, outputs, answers }: PacketRow): string {
  if (!finished || !packet_sha256 || !bytes) throw new Error('A result is there in part.');
  const packet = JSON.parse(bytes.toString()) as {
    readonly inputs: { readonly answers: Readonly<Record<string, unknown>> };
    readonly outputs: unknown;
  };
  expect(bytes.toString()).toBe(canonical(packet));
  expect(packet_sha256).toEqual(createHash('sha256').update(bytes).digest());
  expect(packet.outputs).toEqual(outputs);
  const stored = (answers ?? []).flatMap(({ role, self_answers, guess_answers }) => [
    [`${role.toLowerCase()}_self`, self_answers],
    [`${role.toLowerCase()}_guess`, guess_answers],
  ]);
  expect(packet.inputs.answers).toEqual(Object.fromEntries(stored));
  return packet_sha256.toString('hex');
}
