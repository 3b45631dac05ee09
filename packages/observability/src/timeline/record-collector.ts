import { readExporterChange, type ExporterChange } from './exporter-log.js';
import type { Query, Records } from './find-records.js';
import { readLogLine, type LogLine } from './log-line.js';
import { hasSpans, readSpans, type SpanRecord } from './otlp-spans.js';
import type { RelatedIds } from './related-ids.js';

const EXPORTER = '"exporter_health"';
/** What Nest logs first. */
const START = 'Starting Nest application...';

/** Lines outside of requests that explain why spans are missing. */
export const CONTEXT_NEEDLES: readonly Buffer[] = [EXPORTER, START].map((text) => Buffer.from(text));

/** Of exporter changes and of starts; so that memory stays bounded. */
const MOST_CONTEXT = 100_000;
const MOST_ELSEWHERE = 20;

/** Keeps what belongs to a request or trace. */
export class RecordCollector {
  private readonly lines: LogLine[] = [];
  private readonly spans = new Map<string, SpanRecord>();
  private readonly elsewhere = new Map<string, Set<string>>();
  private readonly exporterChanges: ExporterChange[] = [];
  private readonly starts: { readonly service: string; readonly time: number }[] = [];
  private omitted = 0;

  constructor(
    private readonly query: Query,
    private readonly ids: RelatedIds,
    private readonly limit: number,
  ) {}

  take(value: object, from: { readonly file: string; readonly line: number }): void {
    if (!hasSpans(value)) return this.takeLine(readLogLine(value, from), value);
    for (const span of readSpans(value, from.file)) this.takeSpan(span);
  }

  records(): Omit<Records, 'files' | 'ends'> {
    const { lines, spans, omitted, elsewhere, exporterChanges, starts } = this;
    return {
      lines,
      spans: [...spans.values()],
      omitted,
      elsewhere,
      exporterChanges,
      starts,
      traceIds: [...this.ids.traceIds],
    };
  }

  private takeLine(line: LogLine, value: object): void {
    const { requestId, traceId, service, time } = line;
    const change = readExporterChange(value, service);
    if (change && this.exporterChanges.length < MOST_CONTEXT) this.exporterChanges.push(change);
    if (line.message === START && time !== undefined && this.starts.length < MOST_CONTEXT) {
      this.starts.push({ service, time });
    }
    if (!this.isWanted(requestId, traceId)) return;
    if (this.lines.length < this.limit) this.lines.push(line);
    else this.omitted++;
  }

  /** An exporter may send a span twice. */
  private takeSpan(span: SpanRecord): void {
    const key = `${span.traceId}/${span.spanId}`;
    if (!this.isWanted(span.requestId, span.traceId) || this.spans.has(key)) return;
    if (this.spans.size < this.limit) this.spans.set(key, span);
    else this.omitted++;
  }

  private isWanted(requestId: string | undefined, traceId: string | undefined): boolean {
    const { requestIds, traceIds } = this.ids;
    if (traceId !== undefined && traceIds.has(traceId)) return true;
    if (requestId === undefined || !requestIds.has(requestId)) return false;
    // A request's traces are all known; a line of a request of this trace may have no trace, or another one.
    if ('requestId' in this.query || traceId === undefined) return true;
    const others = this.elsewhere.get(requestId) ?? new Set();
    if (others.size < MOST_ELSEWHERE) this.elsewhere.set(requestId, others.add(traceId));
    return false;
  }
}
