import type { Visit } from '../crawling/visit.js';
import { FINDINGS, type FindingCode } from './finding-catalogue.js';
import { redactUrl } from './redact-url.js';

/** Something that an operator should look at. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  /** Absolute, with what looks like a token left out. */
  readonly url: string;
  readonly method: string;
  /** None where nothing came back. */
  readonly status?: number;
  /** What came; the words of the response where it has any. */
  readonly seen: string;
  /** What should have come; empty where it should not be there. */
  readonly expected: string;
  /** The rules of the table that say so: `rule /share{/*path}`. */
  readonly rules: readonly string[];
  /** How the URL was found: `seed`, `sitemap`, `a[href]`, `probe malformed-json`. */
  readonly foundBy: string;
  /** The page that leads to it. */
  readonly from?: string;
  /** The document that the rule comes from. */
  readonly source: string;
  /** False where the rule is ours and builds on that document. */
  readonly isOfficial: boolean;
}

/** What a finding says beside where it was found. */
export interface Found {
  readonly seen: string;
  readonly expected: string;
  readonly rules?: readonly string[];
}

/** The finding of this code about a visit. */
export function finding(code: FindingCode, visit: Visit, { seen, expected, rules = [] }: Found): Finding {
  const { severity, url: source, isOfficial } = FINDINGS[code];
  const { answer, from, probe } = visit;
  return {
    code,
    severity,
    url: redactUrl(answer.url),
    method: answer.method,
    ...('status' in answer && { status: answer.status }),
    seen: redactUrl(seen),
    expected: redactUrl(expected),
    rules,
    foundBy: probe === undefined ? visit.kind : `probe ${probe}`,
    ...(from !== undefined && { from: redactUrl(from) }),
    source,
    isOfficial,
  };
}
