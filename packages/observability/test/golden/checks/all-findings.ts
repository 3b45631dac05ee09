import type { CollectedRequest } from '@couplekit/testkit';
import type { Evidence, Findings } from '../evidence.js';
import { accessLineFindings } from './access-lines.js';
import { answerFindings } from './answers.js';
import { errorLineFindings } from './error-lines.js';
import { exportedSpanFindings } from './exported-spans.js';
import { joinedLines } from './joined-lines.js';
import { secretFindings } from './secrets.js';
import { traceFindings } from './traces.js';

export type CheckName =
  | 'answers'
  | 'joined lines'
  | 'false joins'
  | 'access lines'
  | 'error lines'
  | 'traces'
  | 'spans'
  | 'secrets';

/** The checks that found something, with the first few findings of each. */
export type AllFindings = Readonly<Partial<Record<CheckName, Findings>>>;

export interface CheckOptions {
  /** All that was sent to the collector. */
  readonly messages: readonly CollectedRequest[];
  /** `never`: there is no exporter, or one that fails, so that spans cannot be asked for. */
  readonly spansArrive: 'at once' | 'never';
}

/** Does every check on what a load left behind. */
export function allFindings(evidence: Evidence, { messages, spansArrive }: CheckOptions): AllFindings {
  const { share, falseJoins, lost } = joinedLines(evidence);
  const findings: Readonly<Record<CheckName, Findings>> = {
    answers: answerFindings(evidence),
    'joined lines': share === 1 ? [] : [`a share of ${share} is joined`, ...lost],
    'false joins': falseJoins,
    'access lines': accessLineFindings(evidence),
    'error lines': errorLineFindings(evidence),
    traces: traceFindings(evidence),
    spans: spansArrive === 'at once' ? exportedSpanFindings(evidence) : [],
    secrets: secretFindings(evidence.lines, messages),
  };
  return Object.fromEntries(
    Object.entries(findings).flatMap(([name, found]) => (found.length > 0 ? [[name, inShort(found)]] : [])),
  );
}

function inShort(findings: Findings, most = 5): Findings {
  const more = findings.length - most;
  return more > 0 ? [...findings.slice(0, most), `and ${more} more`] : findings;
}
