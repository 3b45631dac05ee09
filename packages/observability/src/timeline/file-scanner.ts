import { emptyReport, type FileReport } from './file-report.js';
import { Needles } from './needles.js';
import type { Block } from './read-blocks.js';
import type { Scan, ScanResult } from './scan-file.js';

const SPANS = Buffer.from('"resourceSpans"');
const [NEWLINE, OPEN, CLOSE] = [0x0a, 0x7b, 0x7d];
/** A document that is spread over lines is kept whole, up to this many bytes. */
const LARGEST_DOCUMENT = 256 * 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const MENTIONS = 20;

/** Takes the blocks of one file, and hands on what is in the lines that matter. */
export class FileScanner {
  readonly report: FileReport;
  private readonly needles: Needles;
  private document: Buffer[] | undefined;
  private documentBytes = 0;
  private last: Buffer = Buffer.alloc(0);
  private isFirst = true;
  /** Empty lines counted. */
  private lineNumber = 0;
  private hasLogs = false;
  private hasSpans = false;

  constructor(
    name: string,
    private readonly scan: Scan,
  ) {
    this.report = emptyReport(name);
    this.needles = new Needles(scan.needles);
  }

  read({ bytes, isUnended, skippedLines }: Block): void {
    this.report.lines += skippedLines;
    this.report.damagedLines += skippedLines;
    this.lineNumber += skippedLines;
    const text = this.isFirst && bytes.indexOf(BYTE_ORDER_MARK) === 0 ? bytes.subarray(3) : bytes;
    if (this.isFirst && isSpreadDocument(text)) this.document = [];
    this.isFirst = false;
    if (this.document) this.keep(text);
    else this.readLines(text, isUnended);
  }

  end(): ScanResult {
    if (this.document) this.readDocument(Buffer.concat(this.document));
    if (this.hasSpans) this.report.kind = this.hasLogs ? 'logs and spans' : 'spans';
    else if (this.hasLogs) this.report.kind = 'logs';
    else if (this.report.lines > 0) this.report.kind = 'unknown';
    return { report: this.report, last: parsed(this.last) };
  }

  private readLines(block: Buffer, isUnended: boolean): void {
    this.needles.start(block);
    if (this.scan.onlyMatches && !this.needles.areIn()) return;
    const mayHaveSpans = block.includes(SPANS);
    let lastFrom = 0;
    let lastTo = 0;
    for (let start = 0, next; start < block.length; start = next) {
      const newline = block.indexOf(NEWLINE, start);
      const end = newline < 0 ? block.length : newline;
      next = end + 1;
      this.lineNumber++;
      const from = afterSpace(block, start, end);
      const to = beforeSpace(block, from, end);
      const isWanted = this.needles.isIn(next);
      if (from === to) continue;
      this.report.lines++;
      const isObject = block[from] === OPEN && block[to - 1] === CLOSE;
      if (isUnended && !isObject) this.report.endsMidLine = true;
      if (isObject) {
        this.recognise(block, from, mayHaveSpans);
        lastFrom = from;
        lastTo = to;
      }
      if (!isObject || isWanted) this.readLine(block.subarray(from, to), isObject, isWanted);
    }
    if (lastTo > 0) this.last = Buffer.from(block.subarray(lastFrom, lastTo));
  }

  private recognise(block: Buffer, from: number, mayHaveSpans: boolean): void {
    if (this.hasLogs && (this.hasSpans || !mayHaveSpans)) return;
    if (mayHaveSpans && block.subarray(from, from + 64).includes(SPANS)) this.hasSpans = true;
    else this.hasLogs = true;
  }

  private readLine(line: Buffer, isObject: boolean, isWanted: boolean): void {
    const value = isObject ? parsed(line) : undefined;
    if (value) return this.scan.take(value, this.lineNumber);
    this.report.damagedLines++;
    const { damagedMentions } = this.report;
    if (!isWanted || damagedMentions.length >= MENTIONS) return;
    if (this.scan.needles.slice(0, this.scan.ids).some((id) => line.includes(id)))
      damagedMentions.push(this.lineNumber);
  }

  private keep(bytes: Buffer): void {
    this.documentBytes += bytes.length;
    if (this.documentBytes <= LARGEST_DOCUMENT) this.document?.push(Buffer.from(bytes));
  }

  private readDocument(document: Buffer): void {
    this.hasSpans = true;
    this.report.lines = 1;
    const value = this.documentBytes <= LARGEST_DOCUMENT ? parsed(document) : undefined;
    if (value) this.scan.take(value, 1);
    else this.report.damagedLines = 1;
  }
}

/** Whether a file begins as one OTLP document with line breaks in it. */
function isSpreadDocument(block: Buffer): boolean {
  return /^\s*\{\s*(?:\n\s*"resourceSpans"|"resourceSpans"[^\n]*[^}\s]\s*\n[ \t])/.test(
    block.toString('utf8', 0, 4096),
  );
}

function parsed(line: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // The caller counts it.
  }
}

function afterSpace(block: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (block[at] ?? 0) <= 32) at++;
  return at;
}

function beforeSpace(block: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && (block[at - 1] ?? 0) <= 32) at--;
  return at;
}
