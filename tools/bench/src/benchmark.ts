export interface Benchmark {
  readonly name: string;
  /** One line about what is compared. */
  readonly about: string;
  run(): Promise<BenchmarkResult>;
}

export interface BenchmarkResult {
  /** Whether every process had a core of its own. */
  readonly pinned: boolean;
  readonly tables: readonly BenchmarkTable[];
}

/** Units stand in the names of the columns. */
export interface BenchmarkTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Markdown for people, as it stands in docs/benchmarks.md. */
export function markdown({ pinned, tables }: BenchmarkResult): string {
  const note = `Medians; ${pinned ? 'each process on a core of its own' : 'NOT pinned to cores'}.`;
  return [...tables.map(section), note, ''].join('\n\n');
}

function section({ title, columns, rows }: BenchmarkTable): string {
  const text = [columns, ...rows.map((row) => row.map(cell))];
  const widths = columns.map((_, column) => Math.max(...text.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((value, column) => value.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [header = [], ...body] = text;
  return [title, '', line(header), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join(
    '\n',
  );
}

/** Three figures are more than a noisy machine can tell. */
function cell(value: string | number): string {
  if (typeof value === 'string') return value;
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
