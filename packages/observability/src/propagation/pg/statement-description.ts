import { summarize } from './query-summary.js';
import { sqlTokens, type SqlToken } from './sql-tokens.js';

/** What may be said of a statement, or of several in one text. */
export interface StatementDescription {
  /** Without comments, and with `?` for every literal. */
  readonly text: string;
  /** Undefined for a text without a statement. */
  readonly summary: string | undefined;
  /** Of several statements `BATCH INSERT`, or `BATCH` when they are of different kinds. */
  readonly operation: string | undefined;
  readonly statements: number;
}

/** The most characters of a text that are read. */
const READ = 4096;
/** https://opentelemetry.io/docs/specs/semconv/db/database-spans/: at most 255 characters, cut between words. */
const SUMMARY = 255;

/** Describes statements, and keeps the descriptions of the last few: applications send the same texts again and again. */
export class StatementDescriptions {
  private readonly known = new Map<string, StatementDescription>();

  constructor(private readonly capacity = 500) {}

  of(sql: string): StatementDescription {
    const known = this.known.get(sql);
    if (known) return known;
    const description = describe(sql.slice(0, READ));
    if (sql.length > READ) return description;
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= this.capacity) this.known.delete(oldest);
    this.known.set(sql, description);
    return description;
  }
}

function describe(sql: string): StatementDescription {
  const tokens = sqlTokens(sql);
  const summaries = statementsOf(tokens).flatMap((statement) => summarize(statement) ?? []);
  const operations = new Set(summaries.map(({ operation }) => operation));
  const [operation] = operations.size === 1 ? operations : [''];
  return {
    text: tokens.map(shown).join('').trim(),
    summary: shortened(summaries.map(({ summary }) => summary).join('; ')) || undefined,
    operation: (summaries.length > 1 ? `BATCH ${operation}`.trim() : operation) || undefined,
    statements: summaries.length,
  };
}

function statementsOf(tokens: readonly SqlToken[]): SqlToken[][] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.text === ';') statements.push([]);
    else if (token.kind !== 'gap') statements.at(-1)?.push(token);
  }
  return statements;
}

function shown({ kind, text }: SqlToken): string {
  if (kind === 'gap') return ' ';
  if (kind === 'literal') return '?';
  return kind === 'name' ? `"${text.replaceAll('"', '""')}"` : text;
}

function shortened(summary: string): string {
  return summary.length > SUMMARY ? summary.slice(0, SUMMARY).replace(/\s\S*$/, '') : summary;
}
