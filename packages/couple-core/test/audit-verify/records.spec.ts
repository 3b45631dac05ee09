import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { AuditCheckpointService, AuditReader, AuditVerifier, type VerifierOptions } from '../../src/index.js';
import { sealCheckpoint } from '../../src/domain/audit-checkpoint.js';
import { linkEvent } from '../../src/domain/audit-event.js';
import type { AuditRecord, CheckpointRecord, EventRecord } from '../../src/domain/audit-records.js';
import { sha256 } from '../../src/domain/sha256.js';
import { answers, coupleContext, joinedCouple } from '../couple-context.js';

const { privateKey } = generateKeyPairSync('ed25519');
const wrong = sha256('wrong');

describe('the verifier, without knowing who signs,', () => {
  /** Three chains with three events, the last of each in the second checkpoint, the others in the first. */
  const records: AuditRecord[] = [];
  let second: CheckpointRecord;
  let chains: string[];
  beforeAll(async () => {
    await using context = await coupleContext();
    const couples = [await joinedCouple(context), await joinedCouple(context), await joinedCouple(context)];
    const checkpoint = () => context.app.get(AuditCheckpointService).checkpoint(privateKey);
    await checkpoint();
    for (const { id, a } of couples) await context.couples.upsertResponses(a, id, answers(1));
    await checkpoint();
    await context.app.get(AuditReader).read({}, (record) => void records.push(record));
    second = records[1] as CheckpointRecord;
    chains = couples.map(({ id }) => id).toSorted();
  });

  const report = (given: readonly AuditRecord[], options?: VerifierOptions) => {
    const verifier = new AuditVerifier(options);
    for (const record of given) verifier.take(record);
    return verifier.finish();
  };
  const faults = (given: readonly AuditRecord[], options?: VerifierOptions) =>
    report(given, options).findings.map(({ fault, seq }) => [fault, seq]);
  const isOf = (chain: string | undefined) => (record: AuditRecord) =>
    record.kind !== 'checkpoint' && record.chain === chain;
  const event = (chain: string | undefined, seq: number) =>
    records.find(
      (record) => isOf(chain)(record) && record.kind === 'event' && record.seq === seq,
    ) as EventRecord;
  const replaced = (...pairs: readonly (readonly [AuditRecord, AuditRecord | undefined])[]) => {
    const replacements = new Map(pairs);
    return records.flatMap((record) =>
      replacements.has(record) ? (replacements.get(record) ?? []) : record,
    );
  };

  it('holds the checkpoints against one that was kept', () => {
    expect(faults(records, { trusted: second })).toEqual([]);
    expect(faults(records, { trusted: { seq: 2, hash: wrong } })).toEqual([['checkpoint-changed', 2]]);
  });

  it.each<[string, () => CheckpointRecord]>([
    ['follows another one', () => sealCheckpoint(privateKey, { seq: 1, hash: wrong }, second.heads)],
    ['is the one of another place', () => ({ ...sealCheckpoint(privateKey, { seq: 4, hash: records[0]?.hash ?? wrong }, second.heads), seq: 2 })],
    ['has another hash', () => ({ ...second, hash: wrong })],
    ['has other heads', () => ({ ...second, heads: second.heads.map((head) => ({ ...head, hash: wrong })) })],
  ])('sees that a checkpoint %s', (_, forged) => {
    expect(faults(replaced([second, forged()]))).toContainEqual(['checkpoint-changed', 2]);
  }); // prettier-ignore

  it('sees that the end of a chain was written anew', () => {
    const [chain = ''] = chains;
    const last = event(chain, 3);
    const said = { type: 'share.created', facts: {}, actor: 'x', request_id: null, code_ref: 'x', at: 'x' } as const;
    const linked = linkEvent({ chain, head: event(chain, 2), salt: Buffer.alloc(32, 1) }, said);
    const head = records.find((record) => isOf(chain)(record) && record.kind === 'head') as AuditRecord;
    const forged = { ...last, ...linked, type: said.type };
    expect(faults(replaced([last, forged], [head, { kind: 'head', chain, seq: 3, hash: linked.hash }]))).toEqual([
      ['differs-from-checkpoint', 3],
    ]);
  }); // prettier-ignore

  it('knows the latest of the checkpoints that saw a chain', () => {
    const [chain = ''] = chains;
    const head = records.find((record) => isOf(chain)(record) && record.kind === 'head') as AuditRecord;
    const { hash } = event(chain, 2);
    expect(
      faults(replaced([event(chain, 3), undefined], [head, { kind: 'head', chain, seq: 2, hash }])),
    ).toEqual([['end-before-checkpoint', 3]]);
  });

  it('wants the chains in their order, and each once', () => {
    const [, one, two] = chains;
    const [first, other] = [records.filter(isOf(one)), records.filter(isOf(two))];
    const before = records.filter((record) => !isOf(one)(record) && !isOf(two)(record));
    expect(faults([...before, ...first, ...other])).toEqual([]);
    expect(faults([...before, ...other, ...first])).toEqual([['order-changed', 0]]);
    expect(faults([...before, ...first, ...other, ...first])).toContainEqual(['order-changed', 0]);
  });

  it('says the worst, however much else there is and in whatever order', () => {
    const [one, , three] = chains;
    const changed = { ...event(three, 2), bytes: Buffer.from('{}') };
    expect(report(replaced([event(one, 2), undefined], [event(three, 2), changed])).verdict).toBe('tampered');
    const headless = Array.from({ length: 150 }, (_, n): AuditRecord => {
      return { kind: 'head', chain: String(n).padStart(3, '0'), seq: 1, hash: wrong };
    });
    const many = report([...headless, { ...event(three, 1), prevHash: wrong }]);
    expect(many).toMatchObject({ verdict: 'tampered', findings: { length: expect.any(Number) } });
    expect(many.faults).toBeGreaterThan(150);
    expect(many.findings.length).toBeLessThan(110);
  });
});
