import { createHash } from 'node:crypto';
import type { Progress } from './progress.js';

/** Names a progress: the same one has the same name on every instance. */
export function progressVersion(progress: Progress): string {
  return createHash('sha256').update(JSON.stringify(progress)).digest('base64url').slice(0, 22);
}
