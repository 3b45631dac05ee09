import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderEvents, type Edge, type Ordering } from './order-events.js';

const aTime = fc.integer({ min: 0, max: 20 });
const edgesOf = (size: number) =>
  fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: size * 2 });

/** Firm edges go up a hidden order, so they have no circles; likely ones go anywhere. */
const anOrdering = fc.array(aTime, { minLength: 1, maxLength: 12 }).chain((times) =>
  fc.record({
    times: fc.constant(times),
    firm: edgesOf(times.length).map((edges) => edges.filter(([a, b]) => a < b)),
    likely: edgesOf(times.length).map((edges) => edges.filter(([a, b]) => a !== b)),
  }),
);

function placesOf(ordering: Ordering): number[] {
  const order = orderEvents(ordering);
  return ordering.times.map((_, event) => order.indexOf(event));
}

function broken(edges: readonly Edge[], places: readonly number[]): Edge[] {
  return edges.filter(([a, b]) => (places[a] ?? 0) > (places[b] ?? 0));
}

it('gives every event exactly once, and never breaks a firm edge', () => {
  fc.assert(
    fc.property(anOrdering, (ordering) => {
      expect(orderEvents(ordering).toSorted((a, b) => a - b)).toEqual([...ordering.times.keys()]);
      expect(broken(ordering.firm, placesOf(ordering))).toEqual([]);
    }),
  );
});

it('breaks no likely edge where they do not contradict each other', () => {
  fc.assert(
    fc.property(anOrdering, ({ times, firm, likely }) => {
      const consistent = { times, firm, likely: likely.filter(([a, b]) => a < b) };
      expect(broken(consistent.likely, placesOf(consistent))).toEqual([]);
    }),
  );
});

it('goes by time where nothing else is known', () => {
  fc.assert(
    fc.property(fc.array(aTime, { maxLength: 30 }), (times) => {
      const order = orderEvents({ times, firm: [], likely: [] });
      expect(order.map((event) => times[event])).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});

it('lets a circle of likely edges cost no firm one', () => {
  const order = orderEvents({ times: [5, 1, 3], firm: [[0, 1]], likely: [[1, 2], [2, 0]] }); // prettier-ignore
  expect(order).toEqual([2, 0, 1]);
  expect(orderEvents({ times: [5, 1], firm: [[0, 1]], likely: [[1, 0]] })).toEqual([0, 1]); // prettier-ignore
});
