import type { CollectedSpan } from '@couplekit/testkit';
import type { LogLine, ServiceName } from './log-tail.js';
import type { SentRequest } from './send-load.js';

/** All that a load has left behind. */
export interface Evidence {
  readonly requests: readonly SentRequest[];
  readonly lines: readonly LogLine[];
  readonly spans: readonly CollectedSpan[];
}

/** What is wrong, one sentence each. */
export type Findings = readonly string[];

/** The id that each request has, by its marker, from what its client said and saw. Not known of one that nobody answered. */
export function knownIds({ requests }: Evidence): ReadonlyMap<string, string> {
  return new Map(
    requests.flatMap(({ marker, ownId, outcome }) => {
      const id = ownId ?? outcome.echoes[0];
      return id === undefined ? [] : [[marker, id] as const];
    }),
  );
}

/** The lines of each request, by its marker. */
export function linesByMarker({ lines }: Evidence): ReadonlyMap<string, readonly LogLine[]> {
  return Map.groupBy(
    lines.filter((line) => line.marker !== undefined),
    (line) => line.marker ?? '',
  );
}

export function isAccessLine({ fields }: LogLine): boolean {
  return 'duration_ms' in fields;
}

export function textOf(fields: LogLine['fields'], key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' ? value : undefined;
}

/** Of those services that a request visits, one entry for each visit. */
export function visitsTo(request: SentRequest, service: ServiceName) {
  return request.kind.visits.filter((visit) => visit.service === service);
}
