import {
  resolveAdSenseAccess,
  type AdSenseAccess,
  type ResolvedAdSenseAccess,
} from './adsense/adsense-access.js';
import { CONFIRMED_CLICK, type EnforcementAction } from './adsense/policy-issue.js';
import { InMemoryPolicyIssueStore } from './storing/in-memory-policy-issue.store.js';
import { PolicyIssueStore } from './storing/policy-issue-store.js';
import { LogAlerts } from './telling/log-alerts.js';
import type { PolicyIssueAlerts } from './telling/policy-issue-alert.js';
import type { PolicyIssueListener } from './telling/policy-issue-listener.js';

/** Options of `ConfirmedClickModule`. */
export interface ConfirmedClickModuleOptions extends AdSenseAccess {
  /** Enforcement actions that are reported; one that is unknown here always is. @default Confirmed Click */
  readonly actions?: readonly EnforcementAction[] | undefined;
  /** `new PostgresPolicyIssueStore(pool)` for several instances and across restarts. @default in memory */
  readonly store?: PolicyIssueStore | undefined;
  /** `{ onEvent(event, signal) }`: `new`, `escalated`, `changed` and `cleared`. @default none */
  readonly listener?: Pick<PolicyIssueListener, 'onEvent'> | undefined;
  /** `{ tell(alert, signal) }`: title and text for people, Korean and English. @default warnings in the log */
  readonly alerts?: Pick<PolicyIssueAlerts, 'tell'> | undefined;
  /** Milliseconds between two polls, whatever the number of instances. @default one hour */
  readonly intervalMs?: number | undefined;
  /**
   * Milliseconds after which nothing may be concluded from the last listing.
   *
   * Longer than the interval.
   * @default six hours, or three intervals if that is longer
   */
  readonly staleAfterMs?: number | undefined;
  /** Milliseconds that a poll may take, with everything it tells. @default two minutes */
  readonly turnTimeoutMs?: number | undefined;
}

/** The resolved options. */
export abstract class ConfirmedClickOptions {
  abstract readonly access: ResolvedAdSenseAccess;
  abstract readonly actions: readonly EnforcementAction[];
  abstract readonly store: PolicyIssueStore;
  abstract readonly listener: Pick<PolicyIssueListener, 'onEvent'> | undefined;
  abstract readonly alerts: Pick<PolicyIssueAlerts, 'tell'>;
  abstract readonly intervalMs: number;
  abstract readonly staleAfterMs: number;
  abstract readonly turnTimeoutMs: number;
}

const OWNER = 'ConfirmedClickModule';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Fills defaults in and checks every option.
 * @throws {TypeError} naming the option that is wrong, never its value
 */
export function resolveConfirmedClickOptions(given: ConfirmedClickModuleOptions): ConfirmedClickOptions {
  const actions = given.actions ?? [CONFIRMED_CLICK];
  if (actions.length === 0 || !actions.every((action) => /^[A-Z_]+$/.test(action))) {
    throw new TypeError(
      `${OWNER}: actions must be one or more enforcement actions, such as ${CONFIRMED_CLICK}.`,
    );
  }
  const intervalMs = duration('intervalMs', given.intervalMs, HOUR_MS);
  const staleAfterMs = duration('staleAfterMs', given.staleAfterMs, Math.max(6 * HOUR_MS, 3 * intervalMs));
  if (staleAfterMs <= intervalMs)
    throw new TypeError(`${OWNER}: staleAfterMs must be longer than intervalMs.`);
  return {
    access: resolveAdSenseAccess(given, OWNER),
    actions,
    store: requireMethods('store', given.store ?? new InMemoryPolicyIssueStore(), ['claim', 'save', 'read']),
    listener: given.listener && requireMethods('listener', given.listener, ['onEvent']),
    alerts: requireMethods('alerts', given.alerts ?? new LogAlerts(), ['tell']),
    intervalMs,
    staleAfterMs,
    turnTimeoutMs: duration('turnTimeoutMs', given.turnTimeoutMs, 2 * MINUTE_MS),
  };
}

function duration(name: string, value: number | undefined, usual: number): number {
  const ms = value ?? usual;
  if (!Number.isInteger(ms) || ms < 1 || ms > LONGEST_TIMER_MS) {
    throw new TypeError(
      `${OWNER}: ${name} must be a whole number of milliseconds from 1 to ${LONGEST_TIMER_MS}.`,
    );
  }
  return ms;
}

/** A class instead of its instance is a mistake that would only show at the first event. */
function requireMethods<T extends object>(name: string, value: T, methods: readonly (keyof T & string)[]): T {
  if (methods.every((method) => typeof value[method] === 'function')) return value;
  throw new TypeError(`${OWNER}: ${name} must be an object with ${methods.join(', ')}.`);
}
