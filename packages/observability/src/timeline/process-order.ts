import { fileSeries } from './file-series.js';
import type { LogLine } from './log-line.js';
import type { Edge } from './order-events.js';

interface Sequence {
  readonly indexes: readonly number[];
  readonly first: number;
  readonly last: number;
  readonly age: number;
  readonly series: string;
}

/**
 * The order in which processes wrote their lines: that of the file, and from one rotated file to the next where their times
 * do not overlap. Indexes are those of `lines`.
 */
export function processOrder(lines: readonly LogLine[]): Edge[] {
  const indexes = lines.map((_, index) => index);
  const byFile = Map.groupBy(indexes, (i) => JSON.stringify([lines[i]?.file, lines[i]?.service]));
  const sequences = [...byFile.values()].map((list) => sequenceOf(list, lines));
  const within = sequences.flatMap(({ indexes: list }) => neighbours(list));
  const between = [...Map.groupBy(sequences, ({ series }) => series).values()].flatMap((rotated) => {
    const inOrder = rotated.toSorted((a, b) => a.first - b.first || a.last - b.last || a.age - b.age);
    return neighbours(inOrder).flatMap(([a, b]): Edge[] => {
      const [from, to] = [a.indexes.at(-1), b.indexes[0]];
      return from !== undefined && to !== undefined && a.last <= b.first ? [[from, to]] : [];
    });
  });
  return [...within, ...between];
}

function sequenceOf(list: readonly number[], lines: readonly LogLine[]): Sequence {
  const indexes = list.toSorted((a, b) => (lines[a]?.line ?? 0) - (lines[b]?.line ?? 0));
  let [first, last] = [Infinity, -Infinity];
  for (const index of indexes) {
    const time = lines[index]?.time;
    if (time === undefined) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const { file = '', service = '' } = lines[indexes[0] ?? -1] ?? {};
  const { series, age } = fileSeries(file);
  return { indexes, first, last, age, series: JSON.stringify([series, service]) };
}

function neighbours<T>(list: readonly T[]): [T, T][] {
  return list.slice(1).flatMap((item, i): [T, T][] => {
    const before = list[i];
    return before === undefined ? [] : [[before, item]];
  });
}
