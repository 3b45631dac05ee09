import type { CollectedRequest } from '@couplekit/testkit';
import type { Findings } from '../evidence.js';
import type { LogLine } from '../log-tail.js';
import { SECRET_BEGINNING } from '../planned-request.js';

const AROUND = 60;

/** No secret, nor the beginning of one, is in any byte of a log or of what was sent to the collector. */
export function secretFindings(lines: readonly LogLine[], messages: readonly CollectedRequest[]): Findings {
  const inLines = lines
    .filter(({ raw }) => raw.includes(SECRET_BEGINNING))
    .map(({ service, raw }) => `${service}: ${raw}`);
  const inSpans = messages.flatMap(({ body }) => {
    const at = body.indexOf(SECRET_BEGINNING);
    return at < 0
      ? []
      : [`sent to the collector: ${body.toString('latin1', Math.max(0, at - AROUND), at + AROUND)}`];
  });
  return [...inLines, ...inSpans];
}
