import type { SqlToken } from './sql-tokens.js';

/** What one statement does. */
export interface StatementSummary {
  /** Its first operation, in capitals. */
  readonly operation: string;
  /** Its operations and what they work on, in order: `INSERT shipping_details SELECT orders`. */
  readonly summary: string;
}

const DATA_OPERATIONS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);
/** After these UPDATE, DELETE and INSERT are part of something else: `FOR UPDATE`, `DO UPDATE`, `WHEN MATCHED THEN DELETE`. */
const NO_OPERATION_AFTER = new Set(['FOR', 'KEY', 'DO', 'ON', 'THEN']);
const NAMED_OPERATIONS = new Set(['CREATE', 'ALTER', 'DROP', 'TRUNCATE', 'LOCK', 'COPY', 'CALL', 'REFRESH', 'REINDEX', 'VACUUM']); // prettier-ignore
const OBJECT_KINDS = new Set(['TABLE', 'INDEX', 'VIEW', 'SEQUENCE', 'FUNCTION', 'PROCEDURE', 'TRIGGER', 'TYPE', 'SCHEMA', 'DATABASE', 'EXTENSION', 'ROLE', 'DOMAIN', 'POLICY']); // prettier-ignore
const BEFORE_A_NAME = new Set(['OR', 'REPLACE', 'UNIQUE', 'TEMP', 'TEMPORARY', 'UNLOGGED', 'MATERIALIZED', 'CONCURRENTLY', 'IF', 'NOT', 'EXISTS', 'ONLY', 'LATERAL']); // prettier-ignore
const ENDS_A_TABLE_LIST = new Set(['WHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'FETCH', 'WINDOW', 'UNION', 'EXCEPT', 'INTERSECT', 'SET', 'RETURNING', 'FOR', 'VALUES']); // prettier-ignore

/**
 * Summarizes one statement by https://opentelemetry.io/docs/specs/semconv/db/database-spans/#generating-a-summary-of-the-query:
 * few different values, whatever the statement's literals.
 * @param tokens without gaps; undefined is returned when there are none
 */
export function summarize(tokens: readonly SqlToken[]): StatementSummary | undefined {
  const first = keyword(tokens[0]);
  if (first === undefined) return undefined;
  if (NAMED_OPERATIONS.has(first)) return { operation: first, summary: namedOperation(first, tokens) };
  const parts = dataOperations(tokens);
  const operation = parts.find((part) => DATA_OPERATIONS.has(part));
  if (operation !== undefined) return { operation, summary: parts.join(' ') };
  return { operation: first, summary: first === 'START' ? 'START TRANSACTION' : first };
}

function namedOperation(operation: string, tokens: readonly SqlToken[]): string {
  const at = tokens.findIndex((token, i) => i > 0 && !BEFORE_A_NAME.has(keyword(token) ?? ''));
  const kind = keyword(tokens[at]);
  if (kind === undefined || !OBJECT_KINDS.has(kind)) return [operation, ...nameAt(tokens, at)].join(' ');
  return [operation, kind, ...nameAt(tokens, at + 1)].join(' ');
}

/** One pair of parentheses, or the whole statement. */
interface Level {
  /** Whether FROM begins a list of tables here, not an argument as in `extract(year FROM x)`. */
  hasTables: boolean;
  inTableList: boolean;
}

function dataOperations(tokens: readonly SqlToken[]): string[] {
  const parts: string[] = [];
  const levels: Level[] = [{ hasTables: false, inTableList: false }];
  for (const [i, token] of tokens.entries()) {
    const level = levels.at(-1) ?? { hasTables: false, inTableList: false };
    const word = keyword(token);
    const before = keyword(tokens[i - 1]);
    if (token.text === '(') levels.push({ hasTables: false, inTableList: false });
    else if (token.text === ')') levels.pop();
    else if (token.text === ',' && level.inTableList) parts.push(...tableAt(tokens, i + 1));
    else if (word === undefined) continue;
    else if (DATA_OPERATIONS.has(word) && !(before !== undefined && NO_OPERATION_AFTER.has(before))) {
      level.hasTables = true;
      level.inTableList = false;
      parts.push(word, ...(word === 'UPDATE' ? tableAt(tokens, i + 1) : []));
    } else if (word === 'FROM' && level.hasTables && before !== 'DISTINCT') {
      level.inTableList = before !== 'DELETE';
      parts.push(...tableAt(tokens, i + 1));
    } else if (word === 'INTO') parts.push(...nameAt(tokens, i + 1));
    else if (word === 'JOIN' || word === 'USING') parts.push(...tableAt(tokens, i + 1));
    else if (ENDS_A_TABLE_LIST.has(word)) level.inTableList = false;
  }
  return parts;
}

/** The table named there; none for a subquery, a function, and a name that WITH gave. */
function tableAt(tokens: readonly SqlToken[], at: number): string[] {
  const [name] = nameAt(tokens, at);
  if (name === undefined) return [];
  const start = afterModifiers(tokens, at);
  const isFunction = tokens[start + 2 * name.split('.').length - 1]?.text === '(';
  const isCommonTable = tokens.some(
    ({ text }, i) =>
      text === name &&
      keyword(tokens[i + 1]) === 'AS' &&
      ['(', 'NOT', 'MATERIALIZED'].includes(tokens[i + 2]?.text.toUpperCase() ?? ''),
  );
  return isFunction || isCommonTable ? [] : [name];
}

/** The name there, with its schema, as a list of one; an empty one when there is something else. */
function nameAt(tokens: readonly SqlToken[], at: number): string[] {
  const start = afterModifiers(tokens, at);
  let end = start;
  while (isName(tokens[end]) && tokens[end + 1]?.text === '.' && isName(tokens[end + 2])) end += 2;
  const name = tokens.slice(start, end + 1);
  return isName(tokens[start]) ? [name.map(({ text }) => text).join('')] : [];
}

function afterModifiers(tokens: readonly SqlToken[], at: number): number {
  let start = at;
  while (BEFORE_A_NAME.has(keyword(tokens[start]) ?? '')) start += 1;
  return start;
}

function isName(token: SqlToken | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'name';
}

function keyword(token: SqlToken | undefined): string | undefined {
  return token?.kind === 'word' ? token.text.toUpperCase() : undefined;
}
