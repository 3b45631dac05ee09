import { isAccessLine, linesByMarker, visitsTo, type Evidence, type Findings } from '../evidence.js';
import type { Visit } from '../request-kinds.js';
import type { LogLine } from '../log-tail.js';

/** One access line for each visit of a request to a service, with what came of it; none else. */
export function accessLineFindings(evidence: Evidence): Findings {
  const byMarker = linesByMarker(evidence);
  const findings = evidence.requests.flatMap((request) => {
    const lines = (byMarker.get(request.marker) ?? []).filter(isAccessLine);
    return (['gateway', 'orders', 'worker'] as const).flatMap((service) => {
      const expected = visitsTo(request, service).map(described).toSorted();
      const found = lines
        .filter((line) => line.service === service)
        .map(describedLine)
        .toSorted();
      return expected.join() === found.join()
        ? []
        : [`${request.marker} (${request.kindName}) at ${service}: ${found.join(', ') || 'nothing'} and not ${expected.join(', ') || 'nothing'}`]; // prettier-ignore
    });
  });
  const strangers = evidence.lines.filter((line) => isAccessLine(line) && !line.marker);
  return [...findings, ...strangers.map(({ service, raw }) => `${service}: of no request: ${raw}`)];
}

function described({ method, route, status, aborted = false }: Visit): string {
  return `${method} ${route ?? 'no route'} ${status ?? 'no status'}${aborted ? ' aborted' : ''}`;
}

function describedLine({ fields }: LogLine): string {
  const { aborted, msg } = fields;
  const [method, route, status] = (['method', 'route', 'status'] as const).map((key) => wordOf(fields[key]));
  const end = msg === (aborted === true ? 'request aborted' : 'request completed') ? '' : ` "${wordOf(msg)}"`;
  return `${method} ${route ?? 'no route'} ${status ?? 'no status'}${aborted === true ? ' aborted' : ''}${end}`;
}

function wordOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value).replaceAll('"', '');
}
