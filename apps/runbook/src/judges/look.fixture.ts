import type { Look, RevisionFigures } from './look.js';

/** A healthy revision's figures of one look, with what differs. */
export function figuresOf(differing: Partial<RevisionFigures> = {}): RevisionFigures {
  return {
    requests: 1000,
    failures: 0,
    problems: { 'question-invalid': 10 },
    computes: { attempts: 50, failures: 1 },
    latency: { boundsS: [0.1, 0.5], counts: [900, 90, 10] },
    vitals: { LCP: [900, 1200, 2600], CLS: [0, 0.01, 0.2], INP: [40, 80, 250] },
    ...differing,
  };
}

/** A look at two healthy revisions, with what differs. */
export function lookOf(differing: Partial<Look> = {}): Look {
  return {
    at: '2026-01-01T00:00:00Z',
    candidate: figuresOf(),
    stable: figuresOf(),
    confirmedClick: false,
    ...differing,
  };
}
