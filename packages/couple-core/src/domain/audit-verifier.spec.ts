import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NO_CHECKPOINT, sealCheckpoint } from './audit-checkpoint.js';
import { emptyChain, linkEvent, type ChainHead } from './audit-event.js';
import type { AuditRecord, CheckpointRecord, EventRecord } from './audit-records.js';
import { AuditVerifier, type VerifierOptions } from './audit-verifier.js';
import { sha256 } from './sha256.js';

const { privateKey } = generateKeyPairSync('ed25519');
const wrong = sha256('wrong');

const said = {
  type: 'share.created',
  facts: {},
  actor: 'x',
  request_id: null,
  code_ref: 'x',
  at: 'x',
} as const;

function eventAfter(chain: string, head: ChainHead, actor = 'x'): EventRecord {
  const linked = linkEvent({ chain, head, salt: Buffer.alloc(32, 1) }, { ...said, actor });
  return { kind: 'event', chain, type: said.type, ...linked };
}

/** Three events, as they lie in an audit. */
function eventsOf(chain: string): readonly [EventRecord, EventRecord, EventRecord] {
  const first = eventAfter(chain, emptyChain(chain));
  const second = eventAfter(chain, first);
  return [first, second, eventAfter(chain, second)];
}

describe('the verifier, without knowing who signs,', () => {
  const chains = ['a', 'b', 'c'];
  const ofChains = chains.map(eventsOf);
  // The last event of each chain is in the second checkpoint, the one before in the first.
  const first = sealCheckpoint(
    privateKey,
    NO_CHECKPOINT,
    ofChains.map(([, event]) => event),
  );
  const second = sealCheckpoint(
    privateKey,
    first,
    ofChains.map(([, , event]) => event),
  );
  const records: readonly AuditRecord[] = [
    first,
    second,
    ...ofChains.flatMap((events) => [...events, { ...events[2], kind: 'head' } as const]),
  ];

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
    ['is the one of another place', () => ({ ...sealCheckpoint(privateKey, { seq: 4, hash: first.hash }, second.heads), seq: 2 })],
    ['has another hash', () => ({ ...second, hash: wrong })],
    ['has other heads', () => ({ ...second, heads: second.heads.map((head) => ({ ...head, hash: wrong })) })],
  ])('sees that a checkpoint %s', (_, forged) => {
    expect(faults(replaced([second, forged()]))).toContainEqual(['checkpoint-changed', 2]);
  }); // prettier-ignore

  it('sees that the end of a chain was written anew', () => {
    const [chain = ''] = chains;
    const last = event(chain, 3);
    const head = records.find((record) => isOf(chain)(record) && record.kind === 'head') as AuditRecord;
    const forged = eventAfter(chain, event(chain, 2), 'another');
    expect(faults(replaced([last, forged], [head, { ...forged, kind: 'head' }]))).toEqual([
      ['differs-from-checkpoint', 3],
    ]);
  });

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
    const [each, other] = [records.filter(isOf(one)), records.filter(isOf(two))];
    const before = records.filter((record) => !isOf(one)(record) && !isOf(two)(record));
    expect(faults([...before, ...each, ...other])).toEqual([]);
    expect(faults([...before, ...other, ...each])).toEqual([['order-changed', 0]]);
    expect(faults([...before, ...each, ...other, ...each])).toContainEqual(['order-changed', 0]);
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
