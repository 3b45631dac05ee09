import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ReleaseRequest } from './release.js';

/** `r-` and 12 hex digits of everything that is asked for, and of when: a second request is another release. */
export function releaseId(request: ReleaseRequest): string {
  const text = String(canonicalize({ ...request, at: new Date().toISOString() }));
  return `r-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
