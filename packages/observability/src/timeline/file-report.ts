/** What was found out about one file. */
export interface FileReport {
  readonly name: string;
  /** What is in it, by its content. */
  kind: 'logs' | 'spans' | 'logs and spans' | 'empty' | 'unknown';
  lines: number;
  /** Lines that are no JSON object: half a line after a crash, other text, binary data. */
  damagedLines: number;
  /** Numbers of damaged lines in which the id occurs; at most 20. */
  damagedMentions: number[];
  /** The file ends in the middle of a line. */
  endsMidLine: boolean;
  /** `gzip`: the rest of a damaged or unfinished .gz could not be read. */
  problem?: 'gzip';
}

export function emptyReport(name: string): FileReport {
  return { name, kind: 'empty', lines: 0, damagedLines: 0, damagedMentions: [], endsMidLine: false };
}
