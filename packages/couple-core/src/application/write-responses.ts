import { sameAnswers } from '../domain/answers.js';
import { withResponses, type ResponsesWrite, type SessionState } from '../domain/session.js';
import type { UpsertedResponses } from './commands.js';
import type { CoupleStore, OwnResponses } from './couple-store.js';
import { unchangedSession } from './locked-session.js';

interface Change {
  /** What the participant had answered; undefined for nothing yet. */
  readonly before: OwnResponses | undefined;
  readonly write: ResponsesWrite;
}

/**
 * Stores both answer sets of a participant in a locked session; the same answers again change nothing.
 * @throws {StageOrderError | StageInvalidError | ResponsesMissingError} see `withResponses`
 */
export async function writeResponses(
  store: CoupleStore,
  session: SessionState,
  { before, write }: Change,
): Promise<UpsertedResponses> {
  const { role, self, guess } = write;
  const updated = withResponses(session, write);
  const answered = Object.keys(self).length + Object.keys(guess).length;
  if (before && updated.stage === session.stage && sameResponses(before, write)) {
    return { session: await unchangedSession(store, session), changed: false, answered };
  }
  const saved = await store.responses.save(updated, { role, self, guess });
  await store.audit.append(session.id, {
    type: 'responses.upserted',
    facts: { role, stage: saved.stage, answered, ...saved.completion },
  });
  return { session: saved, changed: true, answered };
}

function sameResponses(a: OwnResponses, b: OwnResponses): boolean {
  return sameAnswers(a.self, b.self) && sameAnswers(a.guess, b.guess);
}
