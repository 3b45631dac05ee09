import { EarliestFirst } from './earliest-first.js';

/** That the event with the first index comes before that with the second. */
export type Edge = readonly [number, number];

export interface Ordering {
  /** When each event was, in milliseconds. */
  readonly times: readonly number[];
  /** Always kept, and without circles: the order in which one process wrote. */
  readonly firm: readonly Edge[];
  /** Kept unless they contradict each other or the firm ones. */
  readonly likely: readonly Edge[];
}

/** The indexes of events in the order of their times, as far as what is known of their order allows. */
export function orderEvents({ times, firm, likely }: Ordering): number[] {
  const followers = times.map((): number[] => []);
  const waitsFirmly = times.map(() => 0);
  const waitsLikely = times.map(() => 0);
  const count = (edges: readonly Edge[], waits: number[]) => {
    for (const [before, after] of edges) {
      followers[before]?.push(after);
      waits[after] = (waits[after] ?? 0) + 1;
    }
  };
  count(firm, waitsFirmly);
  const firmCounts = followers.map((list) => list.length);
  count(likely, waitsLikely);

  const compare = (a: number, b: number) => (times[a] ?? 0) - (times[b] ?? 0) || a - b;
  const ready = new EarliestFirst(compare);
  const isTaken = times.map(() => false);
  const isReady = (event: number) => waitsFirmly[event] === 0 && waitsLikely[event] === 0;
  for (const event of times.keys()) if (isReady(event)) ready.add(event);

  const order: number[] = [];
  while (order.length < times.length) {
    const event = ready.take() ?? leastBound(times.keys(), { compare, isTaken, waitsFirmly });
    if (event === undefined) break;
    isTaken[event] = true;
    order.push(event);
    for (const [i, after] of (followers[event] ?? []).entries()) {
      const waits = i < (firmCounts[event] ?? 0) ? waitsFirmly : waitsLikely;
      waits[after] = (waits[after] ?? 0) - 1;
      if (!isTaken[after] && isReady(after)) ready.add(after);
    }
  }
  return order;
}

/** Where likely edges go in a circle: the earliest event that nothing firm holds back. */
function leastBound(
  events: Iterable<number>,
  state: {
    readonly compare: (a: number, b: number) => number;
    readonly isTaken: readonly boolean[];
    readonly waitsFirmly: readonly number[];
  },
): number | undefined {
  let least: number | undefined;
  for (const event of events) {
    if (state.isTaken[event] || state.waitsFirmly[event] !== 0) continue;
    if (least === undefined || state.compare(event, least) < 0) least = event;
  }
  return least;
}
