import type { Query } from './find-records.js';
import type { Input } from './inputs.js';
import { readLogLine } from './log-line.js';
import { hasSpans, readSpans } from './otlp-spans.js';
import { scanFile } from './scan-file.js';

/** The ids that belong together: one request and its traces, or one trace and its requests. */
export interface RelatedIds {
  readonly requestIds: ReadonlySet<string>;
  readonly traceIds: ReadonlySet<string>;
}

/** More ids than this are not looked for one by one: every line that has any is parsed then. */
const MOST_NEEDLES = 16;
/** So that an id that everybody uses (`X-Request-ID: test`) cannot fill the memory. */
const MOST_IDS = 100_000;

/**
 * Finds the traces of a request, or the requests of a trace, in log lines and in spans (`couplekit.request_id`).
 * @throws {CliError} when a file cannot be read
 */
export async function relatedIds(inputs: readonly Input[], query: Query): Promise<RelatedIds> {
  const requestIds = new Set<string>('requestId' in query ? [query.requestId] : []);
  const traceIds = new Set<string>('traceId' in query ? [query.traceId] : []);
  const { needles, known } = needlesFor({ requestIds, traceIds });
  const meet = (requestId: string | undefined, traceId: string | undefined) => {
    if (requestId === undefined || traceId === undefined) return;
    if ('requestId' in query) {
      if (requestId === query.requestId && traceIds.size < MOST_IDS) traceIds.add(traceId);
    } else if (traceId === query.traceId && requestIds.size < MOST_IDS) requestIds.add(requestId);
  };
  const take = (value: object, line: number) => {
    if (hasSpans(value)) for (const span of readSpans(value, '')) meet(span.requestId, span.traceId);
    else {
      const { requestId, traceId } = readLogLine(value, { file: '', line });
      meet(requestId, traceId);
    }
  };
  for (const input of inputs) await scanFile(input, { needles, ids: known, take, onlyMatches: true });
  return { requestIds, traceIds };
}

/** What lines with these ids contain; the first `known` are the ids themselves. */
export function needlesFor({ requestIds, traceIds }: RelatedIds): { needles: Buffer[]; known: number } {
  if (requestIds.size + traceIds.size > MOST_NEEDLES) {
    return { needles: ['"trace_id"', '"traceId"', '"request_id"'].map((key) => Buffer.from(key)), known: 0 };
  }
  // Hex in OTLP JSON may be of either case.
  const hex = [...traceIds].flatMap((id) => [...new Set([id, id.toUpperCase()])]);
  const needles = [...[...requestIds].map((id) => JSON.stringify(id).slice(1, -1)), ...hex];
  return { needles: needles.map((text) => Buffer.from(text)), known: needles.length };
}
