import { readFile } from 'node:fs/promises';
import { tableProblem, type StatedTable } from '../auditing/table/stated-table.js';
import { unreadable } from './audit.command.js';
import { usageError } from './cli-error.js';

/** Where the table comes from. */
export interface TableOptions {
  readonly table?: string;
  readonly noindex?: readonly string[];
  readonly sensitive?: readonly string[];
}
