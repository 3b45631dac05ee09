import { sessionKState, type KState, type Role, type Session } from '@couplekit/couple-core';

/** How far a couple is, as one partner may know it: what the other has finished, never what they said. */
export interface Progress {
  /** What the other one is called; empty until they come. */
  readonly partner: string;
  readonly role: Role;
  readonly mine: Sets;
  readonly theirs: Sets;
  /** How many friends have rated, never who. */
  readonly friends: KState & { readonly wanted: boolean };
  readonly step: Step;
}

interface Sets {
  readonly self: boolean;
  readonly guess: boolean;
}

/** The one thing that comes next. */
export type Step = 'answer' | 'invite' | 'wait' | 'compute' | 'read';

/** The progress of a session for one of its partners. */
export function progressOf(session: Session, role: Role): Progress {
  const { a_self, a_guess, b_self, b_guess } = session.completion;
  const sets = { A: { self: a_self, guess: a_guess }, B: { self: b_self, guess: b_guess } };
  const other = role === 'A' ? 'B' : 'A';
  const partner = session.participants.find((participant) => participant.role === other)?.nickname ?? '';
  const progress = {
    partner,
    role,
    mine: sets[role],
    theirs: sets[other],
    friends: { ...sessionKState(session), wanted: session.visibilityWanted },
  };
  return { ...progress, step: session.stage3Completed ? 'read' : nextStep(progress) };
}

function nextStep({ partner, mine, theirs }: Omit<Progress, 'step'>): Step {
  if (!mine.self || !mine.guess) return 'answer';
  if (theirs.self && theirs.guess) return 'compute';
  return partner === '' ? 'invite' : 'wait';
}
