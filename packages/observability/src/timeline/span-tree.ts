import type { SpanRecord } from './otlp-spans.js';

/** Parents and depths of spans. */
export class SpanTree {
  private readonly byKey = new Map<string, SpanRecord>();
  private readonly depths = new Map<string, number>();

  constructor(spans: readonly SpanRecord[]) {
    for (const span of spans) this.byKey.set(`${span.traceId}/${span.spanId}`, span);
  }

  get(traceId: string | undefined, spanId: string | undefined): SpanRecord | undefined {
    return this.byKey.get(`${traceId}/${spanId}`);
  }

  parentOf(span: SpanRecord): SpanRecord | undefined {
    return this.get(span.traceId, span.parentSpanId);
  }

  /** 0 for a span whose parent is not known. */
  depthOf(span: SpanRecord): number {
    const path: SpanRecord[] = [];
    let at: SpanRecord | undefined = span;
    // Damaged data can have circles.
    while (at && !this.depths.has(at.spanId + at.traceId) && !path.includes(at)) {
      path.push(at);
      at = this.parentOf(at);
    }
    let depth = at === undefined ? -1 : (this.depths.get(at.spanId + at.traceId) ?? -1);
    for (const item of path.toReversed()) this.depths.set(item.spanId + item.traceId, ++depth);
    return this.depths.get(span.spanId + span.traceId) ?? 0;
  }

  /** Whether a span is part of work that no request waits for: a consumer's, or one without parent or client. */
  isJob(span: SpanRecord): boolean {
    const seen = new Set<SpanRecord>();
    for (let at: SpanRecord | undefined = span; at && !seen.has(at); at = this.parentOf(at)) {
      seen.add(at);
      if (at.kind === 'server') return false;
      if (at.kind === 'consumer') return true;
      if (at.parentSpanId === undefined) return at.kind === 'internal';
    }
    return false;
  }
}
