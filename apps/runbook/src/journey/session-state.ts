/** What a rollback must not change: how far a couple is, and what friends' ratings show. */
export interface SessionState {
  readonly stage: unknown;
  readonly completed: Readonly<Record<string, unknown>>;
  readonly k: unknown;
}

/** Takes it from the wire JSON of a session. */
export function canonicalSession(body: Readonly<Record<string, unknown>>): SessionState {
  return {
    stage: body['stage'],
    completed: Object.fromEntries(Object.entries(body).filter(([name]) => name.endsWith('_completed'))),
    k: body['k_state'],
  };
}
