import type { ClockOffset } from './clock-skew.js';
import type { Fields } from './fields.js';
import type { FileReport } from './file-report.js';
import type { Query } from './find-records.js';
import type { Access, LoggedError } from './log-line.js';
import type { MissingSpans } from './missing-spans.js';
import type { SpanKindName } from './otlp-spans.js';

/**
 * What `couplekit-timeline --json` prints. Fields are added in later versions, never changed or taken away while `version`
 * is 1; a field that is undefined is left out. Times are ISO 8601 in UTC.
 */
export interface Timeline {
  readonly version: 1;
  readonly query: Query;
  readonly found: boolean;
  /** Request ids that occur, with their traces. `elsewhere`: traces of the same request id that are not shown. */
  readonly requests: readonly {
    readonly requestId: string;
    readonly traceIds: readonly string[];
    readonly elsewhere: readonly string[];
  }[];
  readonly traceIds: readonly string[];
  readonly services: readonly string[];
  /** Of the first event, corrected. */
  readonly startedAt: string | undefined;
  /** From the first to the last event. */
  readonly durationMs: number;
  /** Clocks that cannot be right, and whether the timeline makes up for it. */
  readonly clocks: readonly (ClockOffset & { readonly corrected: boolean })[];
  readonly events: readonly TimelineEvent[];
  /** Lines and spans that are left out because of `--limit`. */
  readonly omitted: number;
  readonly missingSpans: readonly MissingSpans[];
  readonly files: readonly FileReport[];
}

/** One line of the timeline. */
export interface TimelineEvent {
  /** `job`: a line of work that no request waits for. */
  readonly kind: 'message' | 'access' | 'error' | 'job' | 'span_start' | 'span_end';
  /** When, by the corrected clock; undefined for a line without time, which stands after the one it follows in its file. */
  readonly at: string | undefined;
  /** Milliseconds since the first event. */
  readonly offsetMs: number | undefined;
  /** When, as it was logged; only where it was corrected. */
  readonly loggedAt: string | undefined;
  readonly service: string;
  /** How many spans it is inside of. */
  readonly depth: number;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  /** `trace` to `fatal`; undefined for spans. */
  readonly level: string | undefined;
  readonly context: string | undefined;
  readonly message: string | undefined;
  readonly access: Access | undefined;
  readonly error: LoggedError | undefined;
  readonly span: TimelineSpan | undefined;
  /** Other fields of a log line. */
  readonly fields: Fields | undefined;
  readonly file: string;
  /** In the file, from 1; undefined for spans. */
  readonly line: number | undefined;
}

/** A span, as its event in a timeline tells it. */
export interface TimelineSpan {
  readonly name: string;
  readonly kind: SpanKindName;
  readonly durationMs: number;
  readonly isError: boolean;
  readonly statusMessage: string | undefined;
  readonly parentSpanId: string | undefined;
  /** It has a parent that is not among the spans that were read. */
  readonly isParentMissing: boolean;
}
