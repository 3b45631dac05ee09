import type { FileReport } from './file-report.js';
import { FileScanner } from './file-scanner.js';
import { unreadable, type Input } from './inputs.js';
import { isGzipDamage, readBlocks } from './read-blocks.js';

export interface Scan {
  /** Only lines with one of these are parsed. */
  readonly needles: readonly Buffer[];
  /** So many of them, the first, are the ids that are looked for: a damaged line with one is worth a word. */
  readonly ids: number;
  /** Whether nobody wants to know about the other lines. */
  readonly onlyMatches?: boolean;
  /** Gets each parsed line; `line` counts from 1. */
  readonly take: (value: object, line: number) => void;
}

export interface ScanResult {
  readonly report: FileReport;
  /** The last line that is an object. */
  readonly last: object | undefined;
}

/**
 * Reads one file of log lines or OTLP JSON, recognised by content. What is damaged is counted.
 * @throws {CliError} when the file cannot be read
 */
export async function scanFile(input: Input, scan: Scan): Promise<ScanResult> {
  const scanner = new FileScanner(input.name, scan);
  let isCut = false;
  try {
    for await (const block of readBlocks(input.path)) scanner.read(block);
  } catch (cause) {
    if (!isGzipDamage(cause)) throw unreadable(input.name, cause);
    isCut = true;
  }
  const { report, last } = scanner.end();
  return { report: isCut ? { ...report, problem: 'gzip' } : report, last };
}
