import type { ListedShare, ParticipantActor, Session } from '@couplekit/couple-core';
import { dayOf } from '../../pages/day-of.js';
import type { Language } from '../../pages/language.js';
import type { SharesModel } from './shares.page.js';

/** A couple's links, and why they may be locked. */
export function sharesModel(
  me: ParticipantActor,
  { session, shares }: { readonly session: Session; readonly shares: readonly ListedShare[] },
  language: Language,
): SharesModel {
  const base = `/s/${me.sessionId}`;
  return {
    base,
    action: `${base}/shares`,
    language,
    locked: lockOf(session),
    missing: session.kThreshold - session.kCurrent,
    list: shares.map(({ id, role, choices, createdAt, expiresAt }) => ({
      id,
      mine: role === me.role,
      made: dayOf(createdAt, language),
      until: dayOf(expiresAt, language),
      shows: (['gap', 'radar', 'names'] as const).filter((part) => choices[part]),
    })),
    shown: undefined,
  };
}

/** Friends can rate until there is a result. */
function lockOf(session: Session): SharesModel['locked'] {
  const enough = session.kCurrent >= session.kThreshold;
  if (session.stage3Completed) return enough ? undefined : 'too-late';
  return enough ? 'result' : 'friends';
}
