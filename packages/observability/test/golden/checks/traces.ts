import { isAccessLine, linesByMarker, textOf, type Evidence, type Findings } from '../evidence.js';
import type { LogLine } from '../log-tail.js';
import type { SentRequest } from '../send-load.js';

/** All lines of a request are of one trace, across services, queue and retries: its client's trace, or one of its own. */
export function traceFindings(evidence: Evidence): Findings {
  const byMarker = linesByMarker(evidence);
  const owners = new Map<string, string>();
  return evidence.requests.flatMap((request) => {
    const { marker, trace } = request;
    const lines = byMarker.get(marker) ?? [];
    const traces = [...new Set(lines.map(({ fields }) => textOf(fields, 'trace_id')))];
    const [traceId] = traces;
    if (traces.length !== 1 || traceId === undefined) {
      return [`${marker}: ${traces.length} traces: ${traces.map(String).join(', ')}`];
    }
    if (trace && traceId !== trace.traceId) return [`${marker}: not in its client's trace ${trace.traceId}`];
    const other = owners.get(traceId);
    if (other !== undefined) return [`${marker}: in the trace of ${other}`];
    owners.set(traceId, marker);
    return [...sampledFindings(request, lines), ...journeyFindings(request, lines)];
  });
}

/** Sampled unless its client's trace is not. */
function sampledFindings({ marker, trace }: SentRequest, lines: readonly LogLine[]): Findings {
  const expected = trace && !trace.isSampled ? '00' : '01';
  return lines
    .filter(({ fields }) => fields['trace_flags'] !== expected)
    .map(({ raw }) => `${marker}: trace_flags are not ${expected}: ${raw}`);
}

/** The worker did what was asked for, each attempt once. */
function journeyFindings({ marker, kind }: SentRequest, lines: readonly LogLine[]): Findings {
  const told = (msg: string) =>
    lines.filter((line) => line.service === 'worker' && line.fields['msg'] === msg);
  const { attempts = 0 } = kind;
  const counts = {
    'receipt begins': attempts,
    'receipt failed': Math.max(0, attempts - 1),
    'receipt written': Math.min(1, attempts),
  };
  const findings = Object.entries(counts)
    .filter(([msg, count]) => told(msg).length !== count)
    .map(([msg, count]) => `${marker}: "${msg}" ${told(msg).length} times and not ${count}`);
  return lines.some(isAccessLine) ? findings : [...findings, `${marker}: no access line`];
}
