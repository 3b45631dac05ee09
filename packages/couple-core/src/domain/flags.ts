import type { ItemCode } from './questionnaire.js';
import { scaleMean, type AnswerSets } from './scoring.js';

/** Something worth a careful word, found in the partners' own (SELF) answers. */
export interface Flag {
  readonly code: 'SAFETY' | 'PURSUIT_WITHDRAW' | 'COGNITIVE' | 'PLANNING_GAP';
  readonly severity: 'high' | 'mid' | 'low';
}

/** The flags of model `core_scoring.v1`, from raw SELF values, most severe first. */
export function findFlags(sets: Pick<AnswerSets, 'a_self' | 'b_self'>): readonly Flag[] {
  const lower = (code: ItemCode) => Math.min(sets.a_self[code], sets.b_self[code]);
  const bothAgree = (code: ItemCode) => lower(code) >= 3;
  const flags: Flag[] = [];
  if (lower('CS2') <= 2 || lower('IN4') <= 2) flags.push({ code: 'SAFETY', severity: 'high' });
  if (bothAgree('PD1') && bothAgree('PD3')) flags.push({ code: 'PURSUIT_WITHDRAW', severity: 'mid' });
  if ((['CB1', 'CB2', 'CB3', 'CB4'] as const).filter(bothAgree).length >= 2) {
    flags.push({ code: 'COGNITIVE', severity: 'mid' });
  }
  if ((scaleMean('RP', sets.a_self) + scaleMean('RP', sets.b_self)) / 2 <= 1.6) {
    flags.push({ code: 'PLANNING_GAP', severity: 'low' });
  }
  return flags;
}
