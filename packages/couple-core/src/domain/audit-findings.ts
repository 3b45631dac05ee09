import type { LocalizedText } from './localized-text.js';

/** What can be said of an audit. */
export type Verdict = 'tampered' | 'fork' | 'gap' | 'truncated' | 'ok';

/** All verdicts, the worst first. */
export const VERDICTS: readonly Verdict[] = ['tampered', 'fork', 'gap', 'truncated', 'ok'];

/** Every fault, with its verdict and in words. */
export const AUDIT_FAULTS = {
  'bytes-changed': fault('tampered', 'The hash is not that of the bytes.', '해시가 바이트와 맞지 않습니다.'),
  'columns-changed': fault('tampered', 'The row does not say what its bytes say.', '행의 값이 바이트의 내용과 다릅니다.'),
  'link-broken': fault('tampered', 'It does not name its predecessor.', '앞 사건을 가리키지 않습니다.'),
  'facts-changed': fault('tampered', 'The facts are not the ones that were committed to.', '사실이 약속된 것과 다릅니다.'),
  'head-changed': fault('tampered', 'The chain’s head is not its last event.', '체인의 머리가 마지막 사건이 아닙니다.'),
  'checkpoint-changed': fault('tampered', 'The checkpoint does not match its hash, its heads or the one before.', '체크포인트가 해시, 머리 목록 또는 앞 체크포인트와 맞지 않습니다.'),
  'signature-invalid': fault('tampered', 'None of the given keys has signed the checkpoint.', '주어진 키로 서명된 체크포인트가 아닙니다.'),
  'differs-from-checkpoint': fault('tampered', 'The event is not the one that a checkpoint saw.', '체크포인트가 본 사건과 다릅니다.'),
  'order-changed': fault('tampered', 'The records are not in their order.', '기록이 제 순서에 있지 않습니다.'),
  'seq-twice': fault('fork', 'There are two events at one place.', '한 자리에 사건이 둘 있습니다.'),
  'predecessor-twice': fault('fork', 'Two events name one predecessor.', '두 사건이 같은 앞 사건을 가리킵니다.'),
  'event-missing': fault('gap', 'Events before it are missing.', '앞의 사건이 빠져 있습니다.'),
  'head-missing': fault('gap', 'The chain has events but no head.', '체인에 사건은 있는데 머리가 없습니다.'),
  'checkpoint-missing': fault('gap', 'Checkpoints before it are missing.', '앞의 체크포인트가 빠져 있습니다.'),
  'end-missing': fault('truncated', 'The chain ends before its head.', '체인이 머리보다 먼저 끝납니다.'),
  'end-before-checkpoint': fault('truncated', 'The chain ends before the place that a checkpoint saw.', '체인이 체크포인트가 본 자리보다 먼저 끝납니다.'),
  'checkpoints-end-early': fault('truncated', 'The checkpoints end before the trusted one.', '체크포인트가 신뢰하는 것보다 먼저 끝납니다.'),
} as const; // prettier-ignore

/** The name of a fault, a key of `AUDIT_FAULTS`. */
export type AuditFault = keyof typeof AUDIT_FAULTS;

/** Something that is wrong, and where. */
export interface AuditFinding {
  readonly fault: AuditFault;
  readonly verdict: Exclude<Verdict, 'ok'>;
  /** Undefined for checkpoints. */
  readonly chain: string | undefined;
  readonly seq: number;
}

/** What a verification found, and how much it has seen. */
export interface VerificationReport {
  /** The worst of all findings. */
  readonly verdict: Verdict;
  /** The first ones; `faults` counts all. */
  readonly findings: readonly AuditFinding[];
  readonly faults: number;
  readonly chains: number;
  readonly events: number;
  /** Events whose facts are erased, or were left out of the export. */
  readonly withoutFacts: number;
  readonly checkpoints: number;
  /** False when no public key was given. */
  readonly signaturesChecked: boolean;
}

function fault<V extends Exclude<Verdict, 'ok'>>(verdict: V, en: string, ko: string) {
  return { verdict, text: { en, ko } satisfies LocalizedText };
}
