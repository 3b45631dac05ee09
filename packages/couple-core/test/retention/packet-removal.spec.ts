import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@couplekit/testkit';
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
    // It takes every byte, and cannot say that they are on the disk.
    await expect(inspector.removeIncomplete({ cap: 1, backup: '/dev/null' })).rejects.toThrow('EINVAL');
    await expect(
      inspector.removeIncomplete({ cap: 1, backup: join(folder, 'no', 'folder') }),
    ).rejects.toThrow('ENOENT');
    expect(await found()).toEqual([faulty]);
    const removed = (await auditEvents(context.dataSource, faulty)).filter(
      ({ type }) => type === 'packets.removed',
    );
    expect(removed).toEqual([]);
  });

  it('looks again once it has the session to itself', async () => {
    const runner = context.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('UPDATE couple_session SET stage3_completed = true WHERE id = $1', [faulty]);
    const backup = join(folder, 'repaired.jsonl');
    const removing = inspector.removeIncomplete({ cap: 1, backup });
    await eventually(async () => {
      const waiting: unknown[] = await context.dataSource.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return waiting.length > 0;
    });
    await runner.commitTransaction();
    await runner.release();
    expect(await removing).toEqual([]);
    expect(await found()).toEqual([]);
    const { mode, size } = await stat(backup);
    expect([mode & 0o777, size]).toEqual([0o600, 0]);
  });

  it('looks at more than one page, and at each session once', async () => {
    await asOlderWriter(
      context,
      `INSERT INTO couple_session (id, k_threshold, stage3_completed, expires_at)
       SELECT gen_random_uuid(), 3, true, now() + interval '1 day' FROM generate_series(1, $1)`,
      [450],
    );
    const sessions = await found();
    expect(sessions).toHaveLength(450);
    expect(new Set(sessions).size).toBe(450);
  });
});
