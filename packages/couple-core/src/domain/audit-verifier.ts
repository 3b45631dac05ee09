import type { KeyObject } from 'node:crypto';
import { headsDigest, isSignedBy, NO_CHECKPOINT, type CheckpointContent } from './audit-checkpoint.js';
import { commitment, emptyChain, type ChainHead } from './audit-event.js';
import {
  AUDIT_FAULTS,
  VERDICTS,
  type AuditFault,
  type AuditFinding,
  type VerificationReport,
} from './audit-findings.js';
import type { AuditRecord, CheckpointRecord, EventRecord, HeadRecord } from './audit-records.js';
import { sha256 } from './sha256.js';

/** What an audit is held against. */
export interface VerifierOptions {
  /** Who may have signed checkpoints. @default none: signatures are not checked */
  readonly publicKeys?: readonly KeyObject[] | undefined;
  /** A checkpoint that was kept somewhere else. */
  readonly trusted?: { readonly seq: number; readonly hash: Buffer } | undefined;
}

const MOST_FINDINGS = 100;

interface OpenChain extends ChainHead {
  readonly chain: string;
  readonly prevHash: Buffer | undefined;
  readonly hasHead: boolean;
}

/**
 * Verifies an audit while it streams by: first all checkpoints, by seq; then chain after chain, by id, its events by seq
 * and its head. Keeps no more than one chain's end and what checkpoints expect.
 */
export class AuditVerifier {
  private readonly findings: AuditFinding[] = [];
  private faults = 0;
  private readonly counts = { chains: 0, events: 0, withoutFacts: 0, checkpoints: 0 };
  private readonly expected = new Map<string, ChainHead[]>();
  private checkpoint: ChainHead = NO_CHECKPOINT;
  private open: OpenChain | undefined;
  private lastChain = '';

  constructor(private readonly options: VerifierOptions = {}) {}

  /** Takes the next record of the stream. */
  take(record: AuditRecord): void {
    switch (record.kind) {
      case 'checkpoint':
        return this.takeCheckpoint(record);
      case 'event':
        return this.takeEvent(record);
      case 'head':
        return this.takeHead(record);
      default:
        record satisfies never;
    }
  }

  /** What is to be said when the stream has ended. */
  finish(): VerificationReport {
    this.close();
    for (const [chain, heads] of this.expected)
      this.report('end-before-checkpoint', chain, heads.at(-1)?.seq);
    const { trusted, publicKeys = [] } = this.options;
    if (trusted && this.checkpoint.seq < trusted.seq)
      this.report('checkpoints-end-early', undefined, trusted.seq);
    const found = new Set(this.findings.map(({ verdict }) => verdict));
    return {
      verdict: VERDICTS.find((verdict) => verdict === 'ok' || found.has(verdict)) ?? 'ok',
      findings: this.findings,
      faults: this.faults,
      ...this.counts,
      signaturesChecked: publicKeys.length > 0,
    };
  }

  private takeCheckpoint(record: CheckpointRecord): void {
    this.counts.checkpoints++;
    if (this.counts.chains > 0) this.report('order-changed', undefined, record.seq);
    const { seq, bytes, hash, heads } = record;
    const { publicKeys = [], trusted } = this.options;
    if (seq !== this.checkpoint.seq + 1) this.report('checkpoint-missing', undefined, seq);
    const content = parse<CheckpointContent>(bytes);
    const whole =
      sha256(bytes).equals(hash) &&
      content?.seq === seq &&
      content.heads === headsDigest(heads) &&
      (seq !== this.checkpoint.seq + 1 || content.prev === this.checkpoint.hash.toString('hex')) &&
      (seq !== trusted?.seq || trusted.hash.equals(hash));
    if (!whole) this.report('checkpoint-changed', undefined, seq);
    if (publicKeys.length > 0 && !isSignedBy(record, publicKeys))
      this.report('signature-invalid', undefined, seq);
    for (const { chain, ...head } of heads) {
      const expected = this.expected.get(chain);
      if (expected) expected.push(head);
      else this.expected.set(chain, [head]);
    }
    this.checkpoint = { seq, hash };
  }

  private takeEvent(record: EventRecord): void {
    this.counts.events++;
    const before = this.enter(record.chain);
    const { chain, seq, prevHash, hash } = record;
    if (seq <= before.seq) this.report('seq-twice', chain, seq);
    else if (seq > before.seq + 1) this.report('event-missing', chain, seq);
    else if (before.prevHash?.equals(prevHash)) this.report('predecessor-twice', chain, seq);
    else if (!before.hash.equals(prevHash)) this.report('link-broken', chain, seq);
    this.checkContent(record);
    const seen = this.expected.get(chain)?.find((head) => head.seq === seq);
    if (seen && !seen.hash.equals(hash)) this.report('differs-from-checkpoint', chain, seq);
    this.open = { ...before, seq, hash, prevHash };
  }

  private checkContent({ chain, seq, prevHash, hash, type, bytes, payload }: EventRecord): void {
    if (!sha256(bytes).equals(hash)) this.report('bytes-changed', chain, seq);
    const said = parse<Readonly<Record<string, unknown>>>(bytes);
    const agrees = said?.['chain'] === chain && said['seq'] === seq && said['type'] === type && said['prev'] === prevHash.toString('hex'); // prettier-ignore
    if (!agrees) this.report('columns-changed', chain, seq);
    if (!payload) this.counts.withoutFacts++;
    else if (commitment(payload).toString('hex') !== said?.['payload'])
      this.report('facts-changed', chain, seq);
  }

  private takeHead({ chain, seq, hash }: HeadRecord): void {
    const end = this.enter(chain);
    if (seq > end.seq) this.report('end-missing', chain, seq);
    else if (seq < end.seq || !hash.equals(end.hash)) this.report('head-changed', chain, seq);
    this.open = { ...end, hasHead: true };
  }

  private enter(chain: string): OpenChain {
    if (this.open?.chain === chain) return this.open;
    this.close();
    this.counts.chains++;
    if (chain <= this.lastChain) this.report('order-changed', chain);
    this.lastChain = chain;
    return { chain, ...emptyChain(chain), prevHash: undefined, hasHead: false };
  }

  private close(): void {
    if (!this.open) return;
    const { chain, seq, hasHead } = this.open;
    if (!hasHead) this.report('head-missing', chain, seq);
    const later = this.expected.get(chain)?.findLast((head) => head.seq > seq);
    if (later) this.report('end-before-checkpoint', chain, later.seq);
    this.expected.delete(chain);
    this.open = undefined;
  }

  private report(fault: AuditFault, chain: string | undefined, seq = 0): void {
    this.faults++;
    const { verdict } = AUDIT_FAULTS[fault];
    const isNewVerdict = this.findings.every((finding) => finding.verdict !== verdict);
    if (this.findings.length < MOST_FINDINGS || isNewVerdict)
      this.findings.push({ fault, verdict, chain, seq });
  }
}

function parse<T>(bytes: Buffer): T | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as T | null;
    return value ?? undefined;
  } catch {
    return undefined;
  }
}
