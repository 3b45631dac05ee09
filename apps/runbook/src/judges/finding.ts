/** A judge, and all of them together: promotion and abort take confidence, everything else holds. */
export type State = 'abort' | 'promote' | 'hold';

/** For people. */
export interface Sentence {
  readonly ko: string;
  readonly en: string;
}

/** A judge's state without its reasons. */
export interface Verdict {
  readonly judge: string;
  readonly state: State;
  readonly promotion: 'needed' | 'not-needed';
}

/** A judge's state with what ledger and report say about it. */
export interface Finding extends Verdict {
  readonly sentence: Sentence;
  /** Finite numbers only, so JSON keeps them. Shares are 0 to 1, times in the unit of the name, `logE...` natural logarithms. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** What a judge gives for its state. */
export type Reasons = Pick<Finding, 'sentence' | 'numbers'>;

/** What a rollout does next, and why. */
export interface Judgement {
  readonly state: State;
  readonly findings: readonly Finding[];
}

/** One confident abort aborts; promotion takes every judge that it needs. */
export function stateOfAll(verdicts: readonly Verdict[]): State {
  if (verdicts.some(({ state }) => state === 'abort')) return 'abort';
  const needed = verdicts.filter(({ promotion }) => promotion === 'needed');
  return needed.every(({ state }) => state === 'promote') ? 'promote' : 'hold';
}
