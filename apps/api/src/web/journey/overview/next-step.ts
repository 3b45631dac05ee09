import { ITEMS, type Completion, type OwnResponses, type Role } from '@couplekit/couple-core';
import { answeredCount } from '../answers/question-pages.js';

/** How far a couple is, as one of the partners may know it. */
export interface Standing {
  readonly role: Role;
  readonly completion: Completion;
  readonly partnerJoined: boolean;
  readonly resultReady: boolean;
  readonly own: OwnResponses;
}

/** What a partner does next: answer, guess, invite, wait for the other, open the result, or look at it. */
export type NextStep = 'self' | 'guess' | 'invite' | 'wait' | 'open' | 'result';

/** The one next step. */
export function nextStep({ role, completion, partnerJoined, resultReady, own }: Standing): NextStep {
  if (resultReady) return 'result';
  if (answeredCount(own.self) < ITEMS.length) return 'self';
  if (answeredCount(own.guess) < ITEMS.length) return 'guess';
  if (Object.values(completion).every(Boolean)) return 'open';
  return role === 'A' && !partnerJoined ? 'invite' : 'wait';
}
