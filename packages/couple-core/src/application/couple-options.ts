import type { KeyObject } from 'node:crypto';
import type { ResolvedNotificationOptions } from './notification-options.js';

/** What couple-core needs to know about the service it runs in. Also the injection token. */
export abstract class CoupleOptions {
  /** The build, for example a git commit; stands in every audit event and decision packet. */
  abstract readonly codeRef: string;
  /** Milliseconds until a session expires, and everything personal with it. @default 365 days */
  abstract readonly sessionLifetimeMs: number;
  /** Milliseconds until a participant's access token expires. @default 180 days */
  abstract readonly accessTokenLifetimeMs: number;
  /** Milliseconds until the partner invite expires. @default 14 days */
  abstract readonly inviteLifetimeMs: number;
  /** Milliseconds for which answers to an `Idempotency-Key` are kept. @default 24 hours */
  abstract readonly idempotencyLifetimeMs: number;
  /** Milliseconds until a use case that has not ended counts as interrupted. @default 60 seconds */
  abstract readonly attemptPatienceMs: number;
  /** Milliseconds between two sweeps of what has expired. @default 1 hour */
  abstract readonly sweepEveryMs: number;
  /** Signs audit checkpoints. @default none: there are none */
  abstract readonly checkpointKey: KeyObject | undefined;
  /** Milliseconds between two checkpoints. @default 24 hours */
  abstract readonly checkpointEveryMs: number;
  /** Who is told about failures. @default nobody */
  abstract readonly notifications: ResolvedNotificationOptions | undefined;
}
