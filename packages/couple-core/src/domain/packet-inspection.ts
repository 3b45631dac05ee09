import { canonicalBytes } from './canonical-json.js';
import type { DecisionPacket } from './decision-packet.js';
import type { LocalizedText } from './localized-text.js';
import { ITEMS } from './questionnaire.js';
import { computeOutputs, MODEL_ID } from './result.js';
import { ANSWER_SETS, type AnswerSets } from './scoring.js';
import { sha256 } from './sha256.js';

/** A session's packet, which holds its result, as it lies in the database. */
export interface StoredResult {
  readonly stage3Completed: boolean;
  readonly packet:
    | { readonly bytes: Buffer; readonly sha256: Buffer; readonly codeRef: string; readonly modelId: string }
    | undefined;
}

/** What is wrong with a packet; see `PACKET_FAULTS` for words. */
export type PacketFault = keyof typeof PACKET_FAULTS;

/** Every fault in words. `unknown-model` may be whole: this build cannot tell. */
export const PACKET_FAULTS = {
  'packet-missing': {
    en: 'There is a finished session without a packet.',
    ko: '끝난 세션은 있는데 패킷이 없습니다.',
  },
  'session-unfinished': {
    en: 'There is a packet, but its session is not finished.',
    ko: '패킷은 있는데 세션이 끝나지 않았습니다.',
  },
  'digest-mismatch': {
    en: 'The SHA-256 of the bytes is not the stored one.',
    ko: '바이트의 SHA-256이 저장된 값과 다릅니다.',
  },
  'not-canonical': {
    en: 'The bytes are not RFC 8785 canonical JSON.',
    ko: '바이트가 RFC 8785 정규 JSON이 아닙니다.',
  },
  'incomplete-inputs': {
    en: 'Answers, the k-state or the stage-1 snapshot are missing.',
    ko: '답변, k 상태 또는 1단계 요약이 빠져 있습니다.',
  },
  'incomplete-outputs': { en: 'Parts of the outputs are missing.', ko: '출력 가운데 빠진 것이 있습니다.' },
  'columns-differ': {
    en: 'The columns do not say what the bytes say.',
    ko: '열의 값이 바이트의 내용과 다릅니다.',
  },
  'unknown-model': {
    en: 'This build does not know the model, and cannot check it.',
    ko: '이 빌드가 모르는 모델이라 확인할 수 없습니다.',
  },
  'outputs-differ': {
    en: 'The model gives other outputs for these inputs.',
    ko: '이 입력으로 모델이 내는 출력과 다릅니다.',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const OUTPUTS = ['scales', 'deltas', 'flags', 'insights', 'top_delta_items', 'gap_summary'] as const;

/** The first fault of a stored result, or undefined when it is whole. */
export function inspectPacket({ packet, stage3Completed }: StoredResult): PacketFault | undefined {
  if (!packet) return 'packet-missing';
  // Before anything else: what another model needs is not known here.
  if (packet.modelId !== MODEL_ID) return 'unknown-model';
  if (!sha256(packet.bytes).equals(packet.sha256)) return 'digest-mismatch';
  const content = parse(packet.bytes);
  if (content === undefined) return 'not-canonical';
  if (typeof content.model_id === 'string' && content.model_id !== MODEL_ID) return 'unknown-model';
  if (!hasInputs(content)) return 'incomplete-inputs';
  if (!hasOutputs(content)) return 'incomplete-outputs';
  if (content.code_ref !== packet.codeRef || content.model_id !== packet.modelId) return 'columns-differ';
  if (!stage3Completed) return 'session-unfinished';
  const expected = canonicalBytes(computeOutputs(content.inputs.answers));
  return canonicalBytes(content.outputs).equals(expected) ? undefined : 'outputs-differ';
}

function parse(bytes: Buffer): Partial<DecisionPacket> | undefined {
  try {
    const content = JSON.parse(bytes.toString('utf8')) as unknown;
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
    return isObject && canonicalBytes(content).equals(bytes) ? content : undefined;
  } catch {
    return undefined;
  }
}

type WithInputs = Partial<DecisionPacket> & Pick<DecisionPacket, 'inputs'>;

function hasInputs(content: Partial<DecisionPacket>): content is WithInputs {
  // An older writer may have left anything.
  const inputs = content.inputs as Partial<DecisionPacket['inputs']> | null | undefined;
  const answers = inputs?.answers as Partial<AnswerSets> | null | undefined;
  if (!inputs || !answers || !inputs.k_state || inputs.stage1_snapshot === undefined) return false;
  return ANSWER_SETS.every((set) => {
    const given = answers[set] as Readonly<Record<string, unknown>> | undefined;
    return given && ITEMS.every(({ code, max }) => isWithin(given[code], max)) && Object.keys(given).length === ITEMS.length; // prettier-ignore
  });
}

function hasOutputs(content: WithInputs): content is DecisionPacket {
  const outputs = content.outputs as Readonly<Record<string, unknown>> | null | undefined;
  return Boolean(outputs && OUTPUTS.every((key) => outputs[key] !== undefined));
}

function isWithin(value: unknown, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}
