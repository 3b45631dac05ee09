import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditCheckpointService, AuditReader, type AuditFault, type Verdict } from '../../src/index.js';
import { CoupleUnitOfWork } from '../../src/application/couple-unit-of-work.js';
import { auditEvents, coupleContext, type CoupleContext } from '../couple-context.js';
import { coupleWithEvents, erased, forge, tamper, verified } from './audit-context.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const publicKeys = [publicKey];

describe('verifying a database', () => {
  let context: CoupleContext;
  let id: string;
  beforeEach(async () => {
    context = await coupleContext();
    await coupleWithEvents(context);
    id = await coupleWithEvents(context);
    await coupleWithEvents(context);
  });
  afterEach(() => context[Symbol.asyncDispose]());
  const checkpoint = () => context.app.get(AuditCheckpointService).checkpoint(privateKey);

  it('finds nothing wrong with what this version writes, checkpoints and erasures included', async () => {
    await checkpoint();
    await coupleWithEvents(context);
    await erased(context, id);
    await checkpoint();
    expect(await verified(context, { publicKeys })).toEqual({
      verdict: 'ok',
      findings: [],
      faults: 0,
      chains: 5,
      events: 21,
      withoutFacts: 5,
      checkpoints: 2,
      signaturesChecked: true,
    });
  });

  const event = 'couple_audit_event';
  it.each<[AuditFault, Verdict, (id: string) => readonly (readonly [string, ...unknown[]])[]]>([
    ['bytes-changed', 'tampered', (chain) => [[`ALTER TABLE ${event} DROP CONSTRAINT couple_audit_event_hash`], [`UPDATE ${event} SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), 'visitor', 'nobody'), 'UTF8') WHERE chain = $1 AND seq = 1`, chain]]],
    ['columns-changed', 'tampered', (chain) => [[`UPDATE ${event} SET type = 'x' WHERE chain = $1 AND seq = 3`, chain]]],
    ['link-broken', 'tampered', (chain) => [[`UPDATE ${event} SET prev_hash = sha256('x') WHERE chain = $1 AND seq = 3`, chain]]],
    ['facts-changed', 'tampered', (chain) => [[`UPDATE ${event} SET facts = '{}' WHERE chain = $1 AND seq = 3`, chain]]],
    ['head-changed', 'tampered', (chain) => [[`UPDATE couple_audit_chain SET last_hash = sha256('x') WHERE chain = $1`, chain]]],
    ['head-changed', 'tampered', (chain) => [['UPDATE couple_audit_chain SET last_seq = last_seq - 1 WHERE chain = $1', chain]]],
    ['event-missing', 'gap', (chain) => [[`DELETE FROM ${event} WHERE chain = $1 AND seq = 2`, chain]]],
    ['event-missing', 'gap', (chain) => [[`DELETE FROM ${event} WHERE chain = $1 AND seq = 1`, chain]]],
    ['head-missing', 'gap', (chain) => [['DELETE FROM couple_audit_chain WHERE chain = $1', chain]]],
    ['seq-twice', 'fork', (chain) => [[`ALTER TABLE ${event} DROP CONSTRAINT couple_audit_event_pkey, DROP CONSTRAINT couple_audit_event_prev_hash`], [`INSERT INTO ${event} SELECT * FROM ${event} WHERE chain = $1 AND seq = 3`, chain]]],
    ['predecessor-twice', 'fork', (chain) => [[`ALTER TABLE ${event} DROP CONSTRAINT couple_audit_event_prev_hash`], [`UPDATE ${event} e SET prev_hash = (SELECT prev_hash FROM ${event} WHERE chain = $1 AND seq = 2) WHERE chain = $1 AND seq = 3`, chain]]],
    ['end-missing', 'truncated', (chain) => [[`DELETE FROM ${event} WHERE chain = $1 AND seq = 5`, chain]]],
    ['end-missing', 'truncated', (chain) => [[`DELETE FROM ${event} WHERE chain = $1`, chain]]],
  ])('finds %s: %s', async (fault, verdict, statements) => {
    await tamper(context, ...statements(id));
    const report = await verified(context);
    expect(report.findings.map((finding) => finding.fault)).toContain(fault);
    expect(report.findings.every(({ chain }) => chain === id)).toBe(true);
    if (fault !== 'predecessor-twice' && fault !== 'seq-twice') expect(report.verdict).toBe(verdict);
    expect(report.findings.some((finding) => finding.verdict === verdict)).toBe(true);
  }); // prettier-ignore

  it.each([
    ['chain', '"chain":"........', '"chain":"00000000'],
    ['place', '"seq":5', '"seq":6'],
    ['predecessor', '"prev":"........', '"prev":"00000000'],
  ])('finds that an event names another %s than its row', async (_, member, forged) => {
    const bytes = "convert_to(regexp_replace(convert_from(bytes, 'UTF8'), $2, $3), 'UTF8')";
    await tamper(
      context,
      [`UPDATE ${event} SET bytes = ${bytes}, hash = sha256(${bytes}) WHERE chain = $1 AND seq = 5`, id, member, forged],
      [`UPDATE couple_audit_chain c SET last_hash = e.hash FROM ${event} e WHERE c.chain = $1 AND e.chain = $1 AND e.seq = 5`, id],
    );
    const { findings } = await verified(context);
    expect(findings).toEqual([{ fault: 'columns-changed', verdict: 'tampered', chain: id, seq: 5 }]);
  }); // prettier-ignore

  it('does not see a chain that was cut together with its head, but a checkpoint does', async () => {
    await forge(context, id, 3);
    expect((await verified(context)).verdict).toBe('ok');
    const other = await coupleWithEvents(context);
    await checkpoint();
    await forge(context, other, 4);
    expect(await verified(context, { publicKeys })).toMatchObject({
      verdict: 'truncated',
      findings: [{ fault: 'end-before-checkpoint', chain: other, seq: 5 }],
    });
  });

  it('sees through a checkpoint that a chain is gone, or was written anew', async () => {
    await checkpoint();
    await tamper(context, ['DELETE FROM couple_audit_event WHERE chain = $1', id], ['DELETE FROM couple_audit_chain WHERE chain = $1', id]); // prettier-ignore
    expect(await verified(context)).toMatchObject({
      verdict: 'truncated',
      findings: [{ fault: 'end-before-checkpoint', chain: id }],
    });
  });

  it.each<[AuditFault, string]>([
    ['signature-invalid', "UPDATE couple_audit_checkpoint SET signature = sha512('x')"],
    ['checkpoint-changed', 'UPDATE couple_audit_checkpoint_head SET seq = seq - 1'],
    ['checkpoint-changed', 'DELETE FROM couple_audit_checkpoint_head'],
    ['checkpoint-missing', 'DELETE FROM couple_audit_checkpoint WHERE seq = 1'],
  ])('finds %s in checkpoints', async (fault, sql) => {
    await checkpoint();
    await coupleWithEvents(context);
    await checkpoint();
    await tamper(context, [sql]);
    const { findings } = await verified(context, { publicKeys });
    expect(findings.map((finding) => finding.fault)).toContain(fault);
  });

  it('refuses a checkpoint of another key, and takes those of several', async () => {
    await checkpoint();
    const stranger = generateKeyPairSync('ed25519').publicKey;
    expect((await verified(context, { publicKeys: [stranger] })).verdict).toBe('tampered');
    expect((await verified(context, { publicKeys: [stranger, publicKey] })).verdict).toBe('ok');
  });

  it('needs a trusted checkpoint to see that checkpoints are gone as well', async () => {
    await checkpoint();
    await coupleWithEvents(context);
    const trusted = await checkpoint();
    await tamper(context, ['DELETE FROM couple_audit_checkpoint WHERE seq = 2'], ['DELETE FROM couple_audit_checkpoint_head WHERE checkpoint = 2']); // prettier-ignore
    expect((await verified(context, { publicKeys })).verdict).toBe('ok');
    expect(await verified(context, { publicKeys, trusted })).toMatchObject({
      verdict: 'truncated',
      findings: [{ fault: 'checkpoints-end-early', seq: 2 }],
    });
  });

  it('appends several events of one unit of work in the order of the calls', async () => {
    const useCase = { name: 'twice', actor: { kind: 'operator' }, sessionId: id } as const;
    await context.app.get(CoupleUnitOfWork).run(useCase, async ({ audit }) => {
      for (const type of ['share.created', 'share.revoked'] as const)
        await audit.append(id, { type, facts: {} });
    });
    const types = (await auditEvents(context.dataSource, id)).map(({ type }) => type).slice(-2);
    expect((await verified(context)).verdict).toBe('ok');
    expect(types).toEqual(['share.created', 'share.revoked']);
  });

  it('reads what there is at one moment, whatever is written meanwhile', async () => {
    await checkpoint();
    const read: string[] = [];
    await context.app.get(AuditReader).read({}, async (record) => {
      read.push(record.kind);
      if (read.length === 1) await context.unitOfWork.outside(() => coupleWithEvents(context));
    });
    expect(read.filter((kind) => kind === 'head')).toHaveLength(4);
  });

  it('makes one checkpoint of calls that come together, and none when nothing has changed', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(checkpoint));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await checkpoint()).toBeUndefined();
    await coupleWithEvents(context);
    expect((await checkpoint())?.heads).toHaveLength(1);
  });
});

it('makes checkpoints by itself when it has a key, one a period however many instances run', async () => {
  const checkpointKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await using one = await coupleContext();
  await coupleWithEvents(one);
  const { eventually } = await import('@couplekit/testkit');
  const url = (one.dataSource.options as { url: string }).url;
  const database = { url, drop: async () => undefined };
  await using _two = await coupleContext({ database, options: { checkpointKey } });
  await using _three = await coupleContext({ database, options: { checkpointKey } });
  const count = async () =>
    Number(
      (await one.dataSource.query<{ n: string }[]>('SELECT count(*) AS n FROM couple_audit_checkpoint'))[0]
        ?.n,
    );
  await eventually(async () => (await count()) === 1);
  expect((await verified(one, { publicKeys })).checkpoints).toBe(1);
  await coupleWithEvents(one);
  await using four = await coupleContext({ database, options: { checkpointKey } });
  // It waits for the look that it began with.
  await four.app.close();
  expect(await count()).toBe(1);
  await expect(coupleContext({ options: { checkpointKey: 'no key' } })).rejects.toThrow('checkpointKey');
});
