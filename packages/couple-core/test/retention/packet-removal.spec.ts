import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PacketInspector } from '../../src/index.js';
import { answers, auditEvents, coupleContext, joinedCouple, type CoupleContext } from '../couple-context.js';
import { asOlderWriter } from './older-writer.js';

describe('removing packets that are not whole', () => {
  let context: CoupleContext;
  let inspector: PacketInspector;
  let folder: string;
  let faulty: string;
  beforeAll(async () => {
    context = await coupleContext();
    inspector = context.app.get(PacketInspector);
    folder = await mkdtemp(join(tmpdir(), 'packet-removal-'));
    const { id, a, b } = await joinedCouple(context);
    for (const partner of [a, b]) await context.couples.upsertResponses(partner, id, answers(2));
    await context.couples.computeResult(a, id);
    await asOlderWriter(context, 'UPDATE couple_session SET stage3_completed = false WHERE id = $1', [id]);
    faulty = id;
  });
  afterAll(async () => {
    await context[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const found = async () => {
    const sessions: string[] = [];
    for await (const { sessionId } of inspector.inspectPackets()) sessions.push(sessionId);
    return sessions;
  };

  it.each([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY])(
    'refuses the cap %d and removes nothing',
    async (cap) => {
      const backup = join(folder, 'never.jsonl');
      await expect(inspector.removeIncomplete({ cap, backup })).rejects.toThrow(RangeError);
      expect(await found()).toEqual([faulty]);
      await expect(stat(backup)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('removes nothing that could not be written to the backup', async () => {
    await expect(inspector.removeIncomplete({ cap: 1, backup: '/dev/full' })).rejects.toThrow('ENOSPC');
    await expect(
      inspector.removeIncomplete({ cap: 1, backup: join(folder, 'no', 'folder') }),
    ).rejects.toThrow('ENOENT');
    expect(await found()).toEqual([faulty]);
    const removed = (await auditEvents(context.dataSource, faulty)).filter(
      ({ type }) => type === 'packets.removed',
    );
    expect(removed).toEqual([]);
  });

  it('looks at more than one page, and at each session once', async () => {
    await asOlderWriter(
      context,
      `INSERT INTO couple_session (id, k_threshold, stage3_completed, expires_at)
       SELECT gen_random_uuid(), 3, true, now() + interval '1 day' FROM generate_series(1, $1)`,
      [450],
    );
    const sessions = await found();
    expect(sessions).toHaveLength(451);
    expect(new Set(sessions).size).toBe(451);
  });
});
