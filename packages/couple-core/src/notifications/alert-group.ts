import type { AlertPolicy } from '../application/notification-options.js';

/** One failure; nothing in it can name a person. */
export interface Occurrence {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly requestId: string | null;
  readonly actor: string;
  readonly codeRef: string;
}

/** Failures of one kind that people have been told about; times are milliseconds since the epoch. */
export interface AlertGroup {
  readonly openedAt: number;
  readonly lastAt: number;
  readonly total: number;
  /** What happened since the last message. */
  readonly untold: readonly Occurrence[];
  /** How many more than `untold` keeps. */
  readonly untoldMore: number;
  readonly digestAt: number;
  readonly windowFrom: number;
  readonly windowCount: number;
  readonly escalated: boolean;
}

export type AlertKind = 'first' | 'digest' | 'surge' | 'resolved';

/** What a message says. */
export interface AlertFacts {
  /** Failures since the message before; of all of them in a `resolved` one. */
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** Of the latest failures. */
  readonly requestIds: readonly string[];
  readonly actors: readonly string[];
  readonly codeRefs: readonly string[];
}

export interface AlertStep {
  /** Undefined when it is over. */
  readonly group: AlertGroup | undefined;
  readonly messages: readonly { readonly kind: AlertKind; readonly facts: AlertFacts }[];
}

/** Failures kept for the next message; of more, only the number. */
const MOST_KEPT = 20;
const MOST_REQUEST_IDS = 5;

/**
 * What to tell when failures of one kind have happened: the first at once, more of them later in a digest, a surge at
 * once, but only once until it is over.
 * @param occurred at least one, oldest first
 */
export function observe(
  group: AlertGroup | undefined,
  occurred: readonly [Occurrence, ...Occurrence[]],
  policy: AlertPolicy,
): AlertStep {
  const [first] = occurred;
  const last = occurred.at(-1) ?? first;
  const before = group ?? opened(first.at, policy);
  const sameWindow = last.at - before.windowFrom < policy.surgeWindowMs;
  const next: AlertGroup = {
    ...keep(before, occurred),
    lastAt: Math.max(before.lastAt, last.at),
    total: before.total + occurred.length,
    windowFrom: sameWindow ? before.windowFrom : first.at,
    windowCount: (sameWindow ? before.windowCount : 0) + occurred.length,
  };
  const surges = !before.escalated && next.windowCount >= policy.surgeThreshold;
  if (surges) return { group: told({ ...next, escalated: true }), messages: [message('surge', next)] };
  if (!group) return { group: told(next), messages: [message('first', next)] };
  return { group: next, messages: [] };
}

/** What to tell because time has passed: a digest of what nobody was told yet, or that it is over. */
export function pass(group: AlertGroup, now: number, policy: AlertPolicy): AlertStep {
  if (now - group.lastAt >= policy.resolveAfterMs) {
    const facts = { ...factsOf(group), count: group.total, from: group.openedAt, to: group.lastAt };
    return { group: undefined, messages: [{ kind: 'resolved', facts }] };
  }
  if (now < group.digestAt) return { group, messages: [] };
  const next = { ...group, digestAt: now + policy.digestEveryMs };
  if (group.untold.length === 0) return { group: next, messages: [] };
  return { group: told(next), messages: [message('digest', group)] };
}

/** When `pass` may next have something to tell. */
export function dueAt(group: AlertGroup, policy: AlertPolicy): number {
  return Math.min(group.digestAt, group.lastAt + policy.resolveAfterMs);
}

function opened(at: number, policy: AlertPolicy): AlertGroup {
  return {
    openedAt: at,
    lastAt: at,
    total: 0,
    untold: [],
    untoldMore: 0,
    digestAt: at + policy.digestEveryMs,
    windowFrom: at,
    windowCount: 0,
    escalated: false,
  };
}

function keep(group: AlertGroup, occurred: readonly Occurrence[]): AlertGroup {
  const all = [...group.untold, ...occurred];
  const untold = all.slice(-MOST_KEPT);
  return { ...group, untold, untoldMore: group.untoldMore + all.length - untold.length };
}

function told(group: AlertGroup): AlertGroup {
  return { ...group, untold: [], untoldMore: 0 };
}

function message(kind: AlertKind, group: AlertGroup): AlertStep['messages'][number] {
  return { kind, facts: factsOf(group) };
}

function factsOf({ untold, untoldMore, lastAt }: AlertGroup): AlertFacts {
  return {
    count: untold.length + untoldMore,
    from: untold[0]?.at ?? lastAt,
    to: untold.at(-1)?.at ?? lastAt,
    requestIds: distinct(untold.map(({ requestId }) => requestId)).slice(-MOST_REQUEST_IDS),
    actors: distinct(untold.map(({ actor }) => actor)),
    codeRefs: distinct(untold.map(({ codeRef }) => codeRef)),
  };
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
