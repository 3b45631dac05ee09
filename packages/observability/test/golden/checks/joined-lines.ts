import { knownIds, textOf, type Evidence, type Findings } from '../evidence.js';
import type { LogLine } from '../log-tail.js';

/** How lines and requests go together. */
export interface JoinedLines {
  /** Of all lines that were written in requests, how many have the id of their request: 0 to 1. */
  readonly share: number;
  /** Lines that say that they belong to another request. */
  readonly falseJoins: Findings;
  /** Lines without an id, or with one that no request has. */
  readonly lost: Findings;
}

/** Compares the id on each line with that of the request whose marker the line has, which the client knows. */
export function joinedLines(evidence: Evidence): JoinedLines {
  const expected = expectedIds(evidence);
  const owners = new Set(expected.values());
  const [falseJoins, lost]: [string[], string[]] = [[], []];
  let inRequests = 0;
  for (const line of evidence.lines) {
    if (line.marker === undefined) continue;
    inRequests++;
    const id = textOf(line.fields, 'request_id');
    if (id !== undefined && id === expected.get(line.marker)) continue;
    const isOfAnother = id !== undefined && owners.has(id);
    (isOfAnother ? falseJoins : lost).push(`${line.service}: not ${expected.get(line.marker)}: ${line.raw}`);
  }
  const strangers = withoutMarker(evidence);
  const joined = inRequests - falseJoins.length - lost.length;
  return {
    share: inRequests === 0 ? 0 : joined / (inRequests + strangers.length),
    falseJoins,
    lost: [...lost, ...strangers],
  };
}

/**
 * Nobody told the client the id of a request that it gave up early; what its access line says is its id then, unless it is
 * another request's.
 */
function expectedIds(evidence: Evidence): ReadonlyMap<string, string> {
  const known = new Map(knownIds(evidence));
  const taken = new Set(known.values());
  for (const { marker, fields } of evidence.lines) {
    const id = textOf(fields, 'request_id');
    if (!('duration_ms' in fields) || marker === undefined || id === undefined) continue;
    if (known.has(marker) || taken.has(id)) continue;
    known.set(marker, id);
    taken.add(id);
  }
  return known;
}

/** Frameworks write lines that name no marker; those must at least belong to a request as a whole. */
function withoutMarker({ lines }: Evidence): Findings {
  const places = new Set(lines.filter(({ marker }) => marker !== undefined).map(placeOf));
  return lines
    .filter((line) => line.marker === undefined && isOfRequest(line) && !places.has(placeOf(line)))
    .map((line) => `${line.service}: of no request: ${line.raw}`);
}

function isOfRequest({ fields }: LogLine): boolean {
  return 'request_id' in fields || 'trace_id' in fields || 'err' in fields;
}

function placeOf({ service, fields }: LogLine): string {
  return [service, fields['request_id'], fields['trace_id'], fields['span_id']].join(' ');
}
