import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  canonicalBytes,
  PACKET_FAULTS,
  PacketCapExceededError,
  PacketInspector,
  type PacketFinding,
} from '../../src/index.js';
import { answers, auditEvents, coupleContext, joinedCouple, type CoupleContext } from '../couple-context.js';
import { asOlderWriter } from './older-writer.js';

interface Packet {
  inputs: { answers: Record<string, Record<string, number>>; k_state?: unknown };
  outputs: Record<string, unknown>;
  code_ref: string;
  model_id: string;
}

async function computed(context: CoupleContext) {
  const couple = await joinedCouple(context);
  for (const partner of [couple.a, couple.b])
    await context.couples.upsertResponses(partner, couple.id, answers(2));
  await context.couples.computeResult(couple.a, couple.id);
  return couple;
}

async function packetOf({ dataSource }: CoupleContext, id: string): Promise<Packet> {
  const [row] = await dataSource.query<{ bytes: Buffer }[]>(
    'SELECT bytes FROM couple_decision_packet WHERE session_id = $1',
    [id],
  );
  return JSON.parse(row?.bytes.toString() ?? '') as Packet;
}

async function rewrite(context: CoupleContext, id: string, change: (packet: Packet) => void): Promise<void> {
  const packet = await packetOf(context, id);
  change(packet);
  await asOlderWriter(
    context,
    'UPDATE couple_decision_packet SET bytes = $2, packet_sha256 = sha256($2), model_id = $3 WHERE session_id = $1',
    [id, canonicalBytes(packet), packet.model_id],
  );
}

describe('decision packets', () => {
  let context: CoupleContext;
  let inspector: PacketInspector;
  let folder: string;
  beforeAll(async () => {
    context = await coupleContext();
    inspector = context.app.get(PacketInspector);
    folder = await mkdtemp(join(tmpdir(), 'packets-'));
  });
  beforeEach(async () => {
    const faulty = (await findings()).map(({ sessionId }) => sessionId);
    await asOlderWriter(context, 'DELETE FROM couple_decision_packet WHERE session_id = ANY ($1)', [faulty]);
    await asOlderWriter(context, 'UPDATE couple_session SET stage3_completed = false WHERE id = ANY ($1)', [
      faulty,
    ]);
  });
  afterAll(async () => {
    await context[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const findings = async () => {
    const found: PacketFinding[] = [];
    for await (const finding of inspector.inspectPackets()) found.push(finding);
    return found;
  };

  it.each<[string, string]>([
    [
      'a finished session without a packet',
      'UPDATE couple_session SET stage3_completed = true WHERE id = $1',
    ],
    [
      'a session that is born finished',
      `INSERT INTO couple_session (id, k_threshold, stage3_completed, expires_at)
      SELECT gen_random_uuid(), 3, true, now() FROM couple_session WHERE id = $1`,
    ],
    [
      'a packet that is not complete',
      `INSERT INTO couple_decision_packet
      SELECT $1, sha256('{}'), '{}', 'x', 'core_scoring.v1'`,
    ],
  ])('cannot be committed: %s', async (_, sql) => {
    const { id } = await joinedCouple(context);
    await expect(context.dataSource.query(sql, [id])).rejects.toMatchObject({ code: '23514' });
  });

  it.each<[string, string]>([
    ['a finished session whose packet is gone', 'DELETE FROM couple_decision_packet WHERE session_id = $1'],
    [
      'a packet of a session that is not finished',
      'UPDATE couple_session SET stage3_completed = false WHERE id = $1',
    ],
  ])('cannot be committed: %s', async (_, sql) => {
    const { id } = await computed(context);
    const change = context.dataSource.transaction(async (manager) => {
      await manager.query("SELECT set_config('couplekit.erasing', 'on', true)");
      await manager.query(sql, [id]);
    });
    await expect(change).rejects.toMatchObject({ code: '23514' });
    await expect(context.dataSource.query('DELETE FROM couple_decision_packet WHERE session_id = $1', [id])).rejects.toThrow('keeps what it was given'); // prettier-ignore
  });

  it('are all whole as this version writes them', async () => {
    await computed(context);
    expect(await findings()).toEqual([]);
  });

  it.each<[keyof typeof PACKET_FAULTS, (id: string) => Promise<void>]>([
    ['packet-missing', (id) => asOlderWriter(context, 'DELETE FROM couple_decision_packet WHERE session_id = $1', [id])],
    ['session-unfinished', (id) => asOlderWriter(context, 'UPDATE couple_session SET stage3_completed = false WHERE id = $1', [id])],
    ['not-canonical', (id) => asOlderWriter(context, `UPDATE couple_decision_packet SET bytes = bytes || ' ', packet_sha256 = sha256(bytes || ' ') WHERE session_id = $1`, [id])],
    ['incomplete-inputs', (id) => rewrite(context, id, (packet) => delete packet.inputs.answers['b_guess']?.['SF6'])],
    ['incomplete-inputs', (id) => rewrite(context, id, (packet) => delete packet.inputs.k_state)],
    ['incomplete-outputs', (id) => rewrite(context, id, (packet) => delete packet.outputs['flags'])],
    ['columns-differ', (id) => rewrite(context, id, (packet) => (packet.code_ref = 'another'))],
    ['outputs-differ', (id) => rewrite(context, id, (packet) => (packet.outputs['top_delta_items'] = []))],
    ['unknown-model', (id) => rewrite(context, id, (packet) => (packet.model_id = 'core_scoring.v0'))],
  ])('that an older writer left are found and explained: %s', async (fault, damage) => {
    const { id } = await computed(context);
    await damage(id);
    expect(await findings()).toEqual([{ sessionId: id, fault, removable: fault !== 'unknown-model' }]);
    expect(PACKET_FAULTS[fault].ko).not.toBe('');
  }); // prettier-ignore

  it('are removed up to a cap, with a backup and an event, and can be computed again', async () => {
    const couples = [await computed(context), await computed(context)];
    for (const { id } of couples) await rewrite(context, id, (packet) => delete packet.outputs['flags']);
    const backup = join(folder, 'removed.jsonl');
    await expect(inspector.removeIncomplete({ cap: 1, backup })).rejects.toThrow(PacketCapExceededError);
    expect(await findings()).toHaveLength(2);

    await writeFile(backup, 'what is there already\n');
    const removed = await inspector.removeIncomplete({ cap: 2, backup });
    expect(removed.map(({ sessionId }) => sessionId).toSorted()).toEqual(
      couples.map(({ id }) => id).toSorted(),
    );
    const [first, ...lines] = (await readFile(backup, 'utf8')).trim().split('\n');
    expect([first, lines.length]).toEqual(['what is there already', 2]);
    for (const line of lines) {
      const saved = JSON.parse(line) as { session_id: string; fault: string; packet: { bytes: string } };
      expect(saved.fault).toBe('incomplete-outputs');
      expect(JSON.parse(Buffer.from(saved.packet.bytes, 'base64').toString())).toMatchObject({
        code_ref: 'test-build',
      });
    }
    expect(await findings()).toEqual([]);
    expect(await inspector.removeIncomplete({ cap: 2, backup })).toEqual([]);
    for (const { id, a } of couples) {
      const events = await auditEvents(context.dataSource, id);
      const line = lines.find((saved) => saved.includes(id));
      expect(events.at(-1)).toMatchObject({
        type: 'packets.removed',
        facts: {
          fault: 'incomplete-outputs',
          backup_sha256: createHash('sha256').update(`${line}\n`).digest('hex'),
        },
      });
      expect((await context.couples.computeResult(a, id)).packet.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('of a model that this build does not know are reported, and never removed', async () => {
    const { id } = await computed(context);
    await rewrite(context, id, (packet) => (packet.model_id = 'core_scoring.v0'));
    expect(await inspector.removeIncomplete({ cap: 10, backup: join(folder, 'none.jsonl') })).toEqual([]);
    expect(await findings()).toMatchObject([{ sessionId: id, fault: 'unknown-model' }]);
  });
});
