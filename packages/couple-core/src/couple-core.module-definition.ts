import type { KeyObject } from 'node:crypto';
import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { CoupleOptions } from './application/couple-options.js';
import { readCheckpointKey } from './domain/audit-checkpoint.js';
import { resolveNotificationOptions, type NotificationOptions } from './application/notification-options.js';

/** Options of `CoupleCoreModule`; what is left out gets the default named in `CoupleOptions`. */
export type CoupleCoreModuleOptions = Pick<CoupleOptions, 'codeRef'> &
  Partial<Omit<CoupleOptions, 'notifications' | 'checkpointKey'>> & {
    /** Who is told about failures. @default nobody */
    readonly notifications?: NotificationOptions | undefined;
    /** Signs audit checkpoints: an Ed25519 private key, PKCS #8 PEM. @default none */
    readonly checkpointKey?: string | undefined;
  };

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<CoupleCoreModuleOptions>().setClassMethodName('forRoot').build();

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

const DURATIONS = {
  sessionLifetimeMs: 365 * DAY_MS,
  accessTokenLifetimeMs: 180 * DAY_MS,
  inviteLifetimeMs: 14 * DAY_MS,
  idempotencyLifetimeMs: DAY_MS,
  attemptPatienceMs: 60 * SECOND_MS,
  sweepEveryMs: 60 * 60 * SECOND_MS,
  checkpointEveryMs: DAY_MS,
} as const;

/** What timers wait for. Node.js turns a longer delay than this into 1 ms. */
const TIMERS: readonly string[] = ['attemptPatienceMs', 'sweepEveryMs', 'checkpointEveryMs'];
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Far beyond it, dates end. */
const LONGEST_LIFETIME_MS = 1_000 * 365 * DAY_MS;

/**
 * Fills defaults in and checks every option.
 * @throws {TypeError} naming the option that is wrong
 */
export function resolveCoupleOptions(given: CoupleCoreModuleOptions): CoupleOptions {
  const { codeRef } = given;
  if (typeof codeRef !== 'string' || codeRef.trim() === '') {
    throw new TypeError('CoupleCoreModule: codeRef must name the build, for example a git commit.');
  }
  return {
    codeRef,
    sessionLifetimeMs: duration(given, 'sessionLifetimeMs'),
    accessTokenLifetimeMs: duration(given, 'accessTokenLifetimeMs'),
    inviteLifetimeMs: duration(given, 'inviteLifetimeMs'),
    idempotencyLifetimeMs: duration(given, 'idempotencyLifetimeMs'),
    attemptPatienceMs: duration(given, 'attemptPatienceMs'),
    sweepEveryMs: duration(given, 'sweepEveryMs'),
    checkpointEveryMs: duration(given, 'checkpointEveryMs'),
    checkpointKey: given.checkpointKey === undefined ? undefined : checkpointKey(given.checkpointKey),
    notifications: given.notifications && resolveNotificationOptions(given.notifications),
  };
}

function duration(given: CoupleCoreModuleOptions, name: keyof typeof DURATIONS): number {
  const value = given[name] ?? DURATIONS[name];
  const most = TIMERS.includes(name) ? LONGEST_TIMER_MS : LONGEST_LIFETIME_MS;
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new TypeError(
      `CoupleCoreModule: ${name} must be a whole number of milliseconds from 1 to ${most}.`,
    );
  }
  return value;
}

function checkpointKey(pem: string): KeyObject {
  try {
    return readCheckpointKey(pem);
  } catch (cause) {
    throw new TypeError(
      'CoupleCoreModule: checkpointKey must be an Ed25519 private key in PKCS #8 PEM form.',
      {
        cause,
      },
    );
  }
}
