import type { AuditedTable } from '../auditing/table/audited-table.js';
import { statedTable, type StatedRule, type StatedTable } from '../auditing/table/stated-table.js';
import { usageError } from './cli-error.js';
import { readText } from './read-file.js';

/** Where the table comes from. */
export interface TableOptions {
  readonly table?: string;
  readonly noindex?: readonly string[];
  readonly sensitive?: readonly string[];
}

/**
 * The table of a file and of the command line together; undefined when neither has one.
 * @throws {CliError} naming what of it cannot be used
 */
export async function tableFrom({
  table: file,
  noindex = [],
  sensitive = [],
}: TableOptions): Promise<AuditedTable | undefined> {
  const own: readonly StatedRule[] = [
    ...noindex.map((path) => ({ path, robots: 'noindex', source: `--noindex ${path}` })),
    ...sensitive.map((path) => ({
      path,
      robots: 'noindex, nofollow',
      sensitive: true,
      source: `--sensitive ${path}`,
    })),
  ];
  if (file === undefined && own.length === 0) return undefined;
  const stated = file === undefined ? { rules: [] } : parse(file, await readText(file));
  const table = compile(file, stated);
  return own.length === 0 ? table : compile(file, { ...stated, rules: [...stated.rules, ...own] });
}

function parse(file: string, text: string): StatedTable {
  try {
    return JSON.parse(text) as StatedTable;
  } catch {
    throw usageError(`${file} is no JSON.`, `${file} 파일이 JSON이 아닙니다.`);
  }
}

function compile(file: string | undefined, stated: StatedTable): AuditedTable {
  try {
    return statedTable(stated);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const where = file === undefined ? '' : `${file}: `;
    throw usageError(`${where}${reason}`, `${where}표를 쓸 수 없습니다: ${reason}`);
  }
}
