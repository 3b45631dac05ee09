import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';

/** Which clock a line or span was timed by: that of its service, or of the instance where spans tell several apart. */
export class Clocks {
  private readonly instances = new Map<string, Set<string>>();
  private readonly bySpan = new Map<string, SpanRecord>();

  constructor(spans: readonly SpanRecord[]) {
    for (const span of spans) {
      this.bySpan.set(`${span.traceId}/${span.spanId}`, span);
      const known = this.instances.get(span.service) ?? new Set();
      this.instances.set(span.service, known.add(span.instance ?? ''));
    }
  }

  ofSpan({ service, instance }: SpanRecord): string {
    const isOne = (this.instances.get(service)?.size ?? 0) <= 1;
    return isOne || instance === undefined ? service : `${service} ${instance}`;
  }

  ofLine({ service, traceId, spanId }: LogLine): string {
    const span = this.bySpan.get(`${traceId}/${spanId}`);
    return span?.service === service ? this.ofSpan(span) : service;
  }
}
