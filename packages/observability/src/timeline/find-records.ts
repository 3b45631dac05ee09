import type { ExporterChange } from './exporter-log.js';
import type { FileReport } from './file-report.js';
import type { Input } from './inputs.js';
import { readLogLine, type LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';
import { CONTEXT_NEEDLES, RecordCollector } from './record-collector.js';
import { needlesFor, relatedIds } from './related-ids.js';
import { scanFile } from './scan-file.js';

/** Which request, or which trace. */
export type Query = { readonly requestId: string } | { readonly traceId: string };

/** Everything that the files know of a request or trace. */
export interface Records {
  readonly lines: readonly LogLine[];
  readonly spans: readonly SpanRecord[];
  /** Lines and spans that were left out because there are too many. */
  readonly omitted: number;
  readonly traceIds: readonly string[];
  /** Traces of other lines with a request id of this trace. */
  readonly elsewhere: ReadonlyMap<string, ReadonlySet<string>>;
  readonly exporterChanges: readonly ExporterChange[];
  /** When each service said that it starts, in milliseconds since 1970. */
  readonly starts: readonly { readonly service: string; readonly time: number }[];
  /** When the last line of each file was logged, and by whom. */
  readonly ends: readonly { readonly service: string; readonly time: number }[];
  readonly files: readonly FileReport[];
}

/**
 * Reads the files twice: first for the ids that belong together, then for everything that has one. Only what matches is
 * kept, and no more than `limit` lines and as many spans.
 * @throws {CliError} when a file cannot be read
 */
export async function findRecords(inputs: readonly Input[], query: Query, limit: number): Promise<Records> {
  const ids = await relatedIds(inputs, query);
  const collector = new RecordCollector(query, ids, limit);
  const files: FileReport[] = [];
  const ends: { service: string; time: number }[] = [];
  const { needles, known } = needlesFor(ids);
  for (const input of inputs) {
    const { report, last } = await scanFile(input, {
      needles: [...needles, ...CONTEXT_NEEDLES],
      ids: known,
      take: (value, line) => collector.take(value, { file: input.name, line }),
    });
    files.push(report);
    const { service, time } = readLogLine(last ?? {}, { file: input.name, line: 0 });
    if (time !== undefined) ends.push({ service, time });
  }
  return { ...collector.records(), ends, files };
}
