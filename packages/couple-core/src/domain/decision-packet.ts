import { canonicalBytes } from './canonical-json.js';
import type { KState } from './k-state.js';
import { MODEL_ID, type ResultOutputs } from './result.js';
import type { AnswerSets } from './scoring.js';
import type { StageOneSnapshot } from './session.js';
import { sha256 } from './sha256.js';

/** Everything a result was made from, and what was made of it: enough to explain it years later. */
export interface DecisionPacket {
  readonly inputs: {
    readonly answers: AnswerSets;
    readonly k_state: KState;
    readonly stage1_snapshot: StageOneSnapshot | null;
  };
  readonly outputs: ResultOutputs;
  /** The build that computed it. */
  readonly code_ref: string;
  readonly model_id: string;
}

/** A packet as it was hashed. */
export interface SealedPacket {
  readonly packet: DecisionPacket;
  /** RFC 8785 canonical JSON. */
  readonly bytes: Buffer;
  /** SHA-256 of `bytes`. */
  readonly digest: Buffer;
}

/** Seals a packet: the same content always gets the same digest. */
export function sealPacket(content: Omit<DecisionPacket, 'model_id'>): SealedPacket {
  const packet = { ...content, model_id: MODEL_ID };
  const bytes = canonicalBytes(packet);
  return { packet, bytes, digest: sha256(bytes) };
}
