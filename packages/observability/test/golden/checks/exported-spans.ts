import type { CollectedSpan } from '@couplekit/testkit';
import { isAccessLine, linesByMarker, textOf, type Evidence, type Findings } from '../evidence.js';
import type { LogLine } from '../log-tail.js';
import type { SentRequest } from '../send-load.js';

const [SERVER, CONSUMER] = [2, 5];

/** What lines call sampled has arrived at the collector, once; the spans of each request are one tree. Of a load that met no outage. */
export function exportedSpanFindings(evidence: Evidence): Findings {
  const counts = new Map<string, number>();
  for (const { spanId } of evidence.spans) counts.set(spanId, (counts.get(spanId) ?? 0) + 1);
  const seen = new Set(evidence.lines.filter(isSampled).map(({ fields }) => textOf(fields, 'span_id') ?? ''));
  const missing = [...seen].filter((spanId) => !counts.has(spanId)).map((id) => `${id} was not exported`);
  const repeated = [...counts].filter(([, n]) => n > 1).map(([id, n]) => `${id} was exported ${n} times`);
  const nothing = seen.size === 0 ? ['no line has a sampled span'] : [];
  return [...nothing, ...missing, ...repeated, ...treeFindings(evidence)];
}

function isSampled({ fields }: LogLine): boolean {
  return fields['trace_flags'] === '01';
}

function treeFindings(evidence: Evidence): Findings {
  const byTrace = Map.groupBy(evidence.spans, ({ traceId }) => traceId);
  const byMarker = linesByMarker(evidence);
  return evidence.requests.flatMap((request) => {
    const access = (byMarker.get(request.marker) ?? []).find(isAccessLine);
    const spans = byTrace.get(textOf(access?.fields ?? {}, 'trace_id') ?? '') ?? [];
    return request.trace?.isSampled === false
      ? unsampledFindings(request, spans)
      : sampledTree(request, spans);
  });
}

/** Of a trace that is not sampled only the spans of requests that failed leave. */
function unsampledFindings({ marker, kind }: SentRequest, spans: readonly CollectedSpan[]): Findings {
  const expected = kind.visits.filter(({ status = 0 }) => status >= 500).length;
  return spans.length === expected
    ? []
    : [`${marker}: ${spans.length} spans though not sampled, not ${expected}`];
}

function sampledTree(
  { marker, kindName, kind, trace }: SentRequest,
  spans: readonly CollectedSpan[],
): Findings {
  const about = `${marker} (${kindName})`;
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === (trace?.spanId ?? ''));
  const orphans = spans.filter((span) => !roots.includes(span) && !ids.has(span.parentSpanId));
  const count = (wanted: number) => spans.filter((span) => span.kind === wanted).length;
  const { visits, attempts = 0 } = kind;
  return [
    ...(roots.length === 1 ? [] : [`${about}: ${roots.length} roots`]),
    ...orphans.map(({ name, parentSpanId }) => `${about}: the parent ${parentSpanId} of ${name} is missing`),
    ...(count(SERVER) === visits.length
      ? []
      : [`${about}: ${count(SERVER)} server spans, not ${visits.length}`]),
    ...(count(CONSUMER) === attempts ? [] : [`${about}: ${count(CONSUMER)} attempts, not ${attempts}`]),
  ];
}
