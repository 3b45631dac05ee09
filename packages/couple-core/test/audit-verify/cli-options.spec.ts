import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coupleContext, type CoupleContext } from '../couple-context.js';
import { asOlderWriter } from '../retention/older-writer.js';
import { coupleWithEvents } from './audit-context.js';
import { runCli } from './run-cli.js';

describe('the options of couplekit-core', () => {
  let context: CoupleContext;
  let folder: string;
  let id: string;
  beforeAll(async () => {
    context = await coupleContext();
    folder = await mkdtemp(join(tmpdir(), 'couplekit-core-'));
    const ids = [await coupleWithEvents(context), await coupleWithEvents(context)];
    [id = ''] = ids.toSorted();
  });
  afterAll(async () => {
    await context[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const file = (name: string) => join(folder, name);
  const run = (...args: readonly string[]) =>
    runCli(args, { DATABASE_URL: (context.dataSource.options as { url: string }).url });

  it('keep keys and exports private, and never write over a key', async () => {
    expect(await run('keygen', '--output', file('key.pem'))).toMatchObject({ code: 0 });
    const key = await readFile(file('key.pem'), 'utf8');
    expect(await run('keygen', '--output', file('key.pem'))).toMatchObject({ code: 1 });
    expect(await readFile(file('key.pem'), 'utf8')).toBe(key);
    await run('export', '--output', file('audit.jsonl'));
    for (const name of ['key.pem', 'audit.jsonl']) expect((await stat(file(name))).mode & 0o777).toBe(0o600);
  });

  it('hold the audit against a checkpoint that was kept', async () => {
    await run('keygen', '--output', file('signing.pem'));
    const { out } = await run('checkpoint', '--key', file('signing.pem'), '--json');
    const kept = JSON.parse(out) as { seq: number; hash: string };
    const against = async (checkpoint: object) => {
      await writeFile(file('kept.json'), JSON.stringify(checkpoint));
      return (await run('verify', '--trusted-checkpoint', file('kept.json'))).code;
    };
    expect(await against(kept)).toBe(0);
    expect(await against({ ...kept, hash: '0'.repeat(64) })).toBe(10);
    expect(await against({ ...kept, seq: 9 })).toBe(13);
  });

  it('export one session, and leave the facts out', async () => {
    const records = async (...args: readonly string[]) =>
      (await run('export', ...args)).out
        .trim()
        .split('\n')
        .slice(1, -1)
        .map((line) => JSON.parse(line) as { kind: string; chain?: string; facts?: string });
    const one = await records('--chain', id);
    expect(one.map(({ kind, chain }) => [kind, chain])).toEqual([
      ...Array.from({ length: 5 }, () => ['event', id]),
      ['head', id],
    ]);
    expect(one.filter(({ facts }) => facts !== undefined)).toHaveLength(5);
    expect((await records('--no-facts')).filter(({ facts }) => facts !== undefined)).toEqual([]);
  });

  it('say that packets are not whole, and remove no more of them than the cap', async () => {
    await asOlderWriter(context, 'UPDATE couple_session SET stage3_completed = true WHERE id = $1', [id]);
    const remove = (cap: string) => run('packets', 'remove', '--cap', cap, '--backup', file('backup.jsonl'));
    expect(await run('packets', 'inspect')).toMatchObject({
      code: 2,
      out: `1 packets\n  ${id}  packet-missing: There is a finished session without a packet.\n`,
    });
    expect(await remove('0')).toMatchObject({ code: 1, error: expect.stringContaining('more than the cap') });
    expect(await remove('1e3')).toMatchObject({ code: 1, error: expect.stringContaining('whole number') });
    expect(await remove('1')).toMatchObject({ code: 0 });
    expect(await run('packets', 'inspect')).toMatchObject({ code: 0 });
  });
});
