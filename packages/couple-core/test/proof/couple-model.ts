import { CODES, largest, scoreModel, type AnswerSet, type FourSets } from './scoring-model.js';

export type Role = 'A' | 'B';
type By = Role | 'service' | 'stranger';
type Given = readonly { readonly code: string; readonly value: number }[];

/** One call of one session. */
export type Call =
  | { readonly kind: 'create'; readonly k: number }
  | { readonly kind: 'accept'; readonly nickname: string | undefined }
  | { readonly kind: 'stage1'; readonly by: By; readonly visible: boolean | undefined; readonly k: number | undefined }
  | { readonly kind: 'invite'; readonly by: By; readonly max: number }
  | { readonly kind: 'rate'; readonly token: string; readonly key: string | undefined; readonly values: Given }
  | { readonly kind: 'upsert'; readonly by: By; readonly stage: 2 | 3; readonly self: Given; readonly guess: Given }
  | { readonly kind: 'compute'; readonly by: By }
  | { readonly kind: 'share'; readonly by: By }
  | { readonly kind: 'revoke'; readonly by: By; readonly id: string }
  | { readonly kind: 'open'; readonly token: string }
  | { readonly kind: 'read'; readonly by: By; readonly what: 'session' | 'responses' | 'result' }; // prettier-ignore

/** Everything that a session's rows say. */
export interface State {
  readonly stage: number;
  readonly done: boolean;
  readonly names: Readonly<Partial<Record<Role, string>>>;
  readonly answers: Readonly<Partial<Record<Role, { readonly self: AnswerSet; readonly guess: AnswerSet }>>>;
  readonly threshold: number;
  readonly current: number;
  readonly wanted: boolean;
  readonly snapshot: { readonly k: number; readonly dimensions: AnswerSet } | null;
  readonly used: boolean;
  readonly links: Readonly<Record<string, number>>;
  readonly ratings: Readonly<Record<string, { readonly token: string; readonly values: AnswerSet }>>;
  readonly shares: Readonly<Record<string, { readonly token: string; readonly role: Role; readonly open: boolean }>>;
  readonly result: ReturnType<typeof scoreModel> | null;
} // prettier-ignore

/** What the rules say about a call. `event` is undefined when nothing changes. */
export type Verdict =
  | { readonly refused: string }
  | { readonly state: State; readonly answer: unknown; readonly event: string | undefined };

/** What only the implementation can choose: ids, tokens, keys. */
export interface Chosen {
  readonly raterToken?: string;
  readonly raterKey?: string;
  readonly shareId?: string;
  readonly shareToken?: string;
}

export function bornWith(threshold: number): State {
  return {
    stage: 1, done: false, names: { A: '하나' }, answers: {}, threshold, current: 0, wanted: false, snapshot: null,
    used: false, links: {}, ratings: {}, shares: {}, result: null,
  }; // prettier-ignore
}

class Refusal {
  constructor(readonly slug: string) {}
}
const refuse = (slug: string): never => {
  throw new Refusal(slug);
};

/** The rules of the couple domain, as one function without a database. */
export function judge(state: State, call: Call, chosen: Chosen = {}): Verdict {
  try {
    return accept(state, call, chosen);
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.slug };
    throw error;
  }
}

function accept(state: State, call: Call, chosen: Chosen): Verdict {
  const unchanged = (answer: unknown): Verdict => ({ state, answer, event: undefined });
  const changed = (event: string, next: Partial<State>, answer: (now: State) => unknown): Verdict => {
    const now = { ...state, ...next };
    return { state: now, answer: answer(now), event };
  };
  switch (call.kind) {
    case 'create':
      return changed('session.created', {}, sessionView);
    case 'accept':
      if (state.used) return refuse('invite-used');
      return changed('invite.accepted', { used: true, names: { ...state.names, B: call.nickname ?? state.names.B ?? 'B' } }, () => ({ role: 'B' })); // prettier-ignore
    case 'stage1': {
      openStageOne(state);
      const { by, visible = state.wanted, k } = call;
      if (by === 'stranger' || (by !== 'service' && k !== undefined)) return refuse('participant-invalid');
      if (k === undefined && visible === state.wanted) return unchanged(sessionView(state));
      const written = k === undefined ? {} : { current: k, snapshot: { k, dimensions: state.snapshot?.dimensions ?? {} } }; // prettier-ignore
      return changed('stage1.updated', { wanted: visible, ...written }, sessionView);
    }
    case 'invite':
      if (call.by !== 'A') return refuse('participant-invalid');
      openStageOne(state);
      return changed('invite.issued', { links: { ...state.links, [chosen.raterToken ?? '']: call.max } }, () => ({ maxRaters: call.max })); // prettier-ignore
    case 'rate':
      return rate(state, call, chosen, changed);
    case 'upsert':
      return upsert(state, call, { changed, unchanged });
    case 'compute': {
      if (call.by !== 'A' && call.by !== 'B') return refuse('participant-invalid');
      if (state.result) return unchanged(state.result);
      if (incomplete(state)) return refuse('stage-incomplete');
      const result = scoreModel(fourSets(state));
      return changed('result.computed', { stage: 3, done: true, result }, () => result);
    }
    case 'share': {
      const role = call.by === 'A' || call.by === 'B' ? call.by : refuse('participant-invalid');
      const share = { token: chosen.shareToken ?? '', role, open: true };
      return changed('share.created', { shares: { ...state.shares, [chosen.shareId ?? '']: share } }, () => null); // prettier-ignore
    }
    case 'revoke': {
      if (call.by !== 'A' && call.by !== 'B') return refuse('participant-invalid');
      const share = state.shares[call.id] ?? refuse('share-not-found');
      if (!share.open) return unchanged(null);
      return changed('share.revoked', { shares: { ...state.shares, [call.id]: { ...share, open: false } } }, () => null); // prettier-ignore
    }
    case 'open': {
      const found = Object.values(state.shares).find(({ token, open }) => open && token === call.token);
      return unchanged({ role: (found ?? refuse('share-not-found')).role });
    }
    case 'read': {
      if (call.by !== 'A' && call.by !== 'B') return refuse('participant-invalid');
      if (call.what === 'session') return unchanged(sessionView(state));
      if (call.what === 'responses') return unchanged(state.answers[call.by] ?? { self: {}, guess: {} });
      return unchanged(state.result ?? refuse('stage-incomplete'));
    }
    default:
      return call satisfies never;
  }
}

type Changed = (event: string, next: Partial<State>, answer: (now: State) => unknown) => Verdict;

function rate(
  state: State,
  call: Extract<Call, { kind: 'rate' }>,
  chosen: Chosen,
  changed: Changed,
): Verdict {
  const values = readValues(call.values, (code) => (CODES.some((item) => item.startsWith(code) && code.length === 2) ? 4 : undefined)); // prettier-ignore
  if (Object.keys(values).length < 8) return refuse('responses-missing');
  const max = state.links[call.token] ?? refuse('invite-not-found');
  openStageOne(state);
  const key = chosen.raterKey ?? call.key ?? '?';
  const before = state.ratings[key];
  if (before) {
    const ratings = { ...state.ratings, [key]: { ...before, values } };
    return changed('rating.recorded', { ratings }, () => ({ replaced: true }));
  }
  const taken = Object.values(state.ratings).filter(({ token }) => token === call.token).length;
  if (taken >= max) return refuse('raters-full');
  const ratings = { ...state.ratings, [key]: { token: call.token, values } };
  const all = Object.values(ratings).map((rating) => rating.values);
  const mean = (code: string) => all.reduce((sum, one) => sum + (one[code] ?? 0), 0) / all.length;
  const released = { k: all.length, dimensions: Object.fromEntries(Object.keys(values).map((code) => [code, mean(code)])) }; // prettier-ignore
  const snapshot = all.length % state.threshold === 0 ? released : state.snapshot;
  return changed('rating.recorded', { ratings, current: all.length, snapshot }, () => ({ replaced: false }));
}

function upsert(
  state: State,
  { by, stage, ...given }: Extract<Call, { kind: 'upsert' }>,
  { changed, unchanged }: { changed: Changed; unchanged: (answer: unknown) => Verdict },
): Verdict {
  const role = by === 'A' || by === 'B' ? by : refuse('participant-invalid');
  const item = (code: string) => (CODES.includes(code) ? largest(code) : undefined);
  const self = readValues(given.self, item);
  const guess = readValues(given.guess, item);
  if (state.done || (state.stage === 3 && stage < 3)) return refuse('stage-invalid');
  if (stage === 3 && incomplete(state)) return refuse('stage-order');
  if (stage === 3 && !(isComplete(self) && isComplete(guess))) return refuse('responses-missing');
  const answered = Object.keys(self).length + Object.keys(guess).length;
  const next = {
    stage: Math.max(state.stage, stage),
    answers: { ...state.answers, [role]: { self, guess } },
  };
  const answer = (now: State, isNew: boolean) => ({ session: sessionView(now), changed: isNew, answered });
  const before = state.answers[role];
  if (before && next.stage === state.stage && same(before.self, self) && same(before.guess, guess)) return unchanged(answer(state, false)); // prettier-ignore
  return changed('responses.upserted', next, (now) => answer(now, true));
}

/** Friends may change stage 1 until the comparison begins. */
function openStageOne({ stage, done }: State): void {
  if (done || stage === 3) refuse('stage-invalid');
}

function readValues(given: Given, largestOf: (code: string) => number | undefined): AnswerSet {
  const values: Record<string, number> = {};
  for (const { code, value } of given) {
    const max = largestOf(code);
    if (max === undefined || !Number.isInteger(value) || value < 0 || value > max) refuse('question-invalid');
    if (code in values) refuse('duplicate-answer');
    values[code] = value;
  }
  return values;
}

const isComplete = (set: AnswerSet | undefined) => CODES.every((code) => set?.[code] !== undefined);
const same = (x: AnswerSet, y: AnswerSet) => CODES.every((code) => x[code] === y[code]);

function completion({ answers: { A, B } }: State) {
  return { a_self: isComplete(A?.self), a_guess: isComplete(A?.guess), b_self: isComplete(B?.self), b_guess: isComplete(B?.guess) }; // prettier-ignore
}

const incomplete = (state: State) => Object.values(completion(state)).includes(false);

/** The inputs of a result. */
export function fourSets({ answers: { A, B } }: State): FourSets {
  return { a_self: A?.self ?? {}, a_guess: A?.guess ?? {}, b_self: B?.self ?? {}, b_guess: B?.guess ?? {} };
}

/** A session as it is shown, times and id left out. */
export function sessionView(state: State) {
  return {
    stage: state.stage,
    participants: (['A', 'B'] as const).flatMap((role) => (state.names[role] === undefined ? [] : [{ role, nickname: state.names[role] }])), // prettier-ignore
    completion: completion(state),
    stage3Completed: state.done,
    kThreshold: state.threshold,
    kCurrent: state.current,
    visibilityWanted: state.wanted,
    stageOneSnapshot: state.snapshot,
  };
}
