import type { Standing } from './contest.js';

export interface Benchmark {
  readonly name: string;
  /** One line about what is compared. */
  readonly about: string;
  run(): Promise<BenchmarkResult>;
}

export interface BenchmarkResult {
  /** Whether every process had a core of its own. */
  readonly pinned: boolean;
  /** What is counted, in the singular. */
  readonly unit: string;
  /** The first one is the reference. */
  readonly standings: readonly Standing[];
}

/** One table for people. */
export function benchmarkTable({ pinned, unit, standings }: BenchmarkResult): string {
  const header = ['', `CPU per ${unit}`, 'ratio', `${unit}s/s`];
  const rows = standings.map(({ name, cpuMicros, cpuRatio, perSecond }) => [
    name,
    `${Math.round(cpuMicros)} µs`,
    cpuRatio.toFixed(2),
    perSecond.toFixed(0),
  ]);
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const note = `Medians; ${pinned ? 'each process on a core of its own' : 'NOT pinned to cores'}.`;
  return [line(header), rule, ...rows.map(line), '', note, ''].join('\n');
}
