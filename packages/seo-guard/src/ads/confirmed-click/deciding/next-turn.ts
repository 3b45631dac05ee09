import type { PollRecord } from './poll-record.js';

const MINUTE_MS = 60_000;

/**
 * Milliseconds until the account's next turn: the interval, give or take a tenth, so that services started together do not ask
 * together. Sooner while something is unknown or untold, twice as long each time.
 *
 * Credentials that Google has refused are not tried again by who tried them; the turn is for a process that has others.
 * @param random from 0 to 1
 * @param askedFor what Google asks for, in milliseconds
 */
export function nextTurnMs(
  record: PollRecord,
  intervalMs: number,
  random: number,
  askedFor: number | undefined,
): number {
  const usual = intervalMs * (0.9 + random / 5);
  return Math.round(Math.max(askedFor ?? 0, Math.min(usual, ...soonerMs(record))));
}

function soonerMs({ trouble, outbox }: PollRecord): readonly number[] {
  const untold = outbox.map(({ attempts }) => doubled(attempts));
  const kind = trouble?.kind;
  switch (kind) {
    case 'credentials':
      return [...untold, MINUTE_MS];
    case 'unavailable':
      return [...untold, doubled(trouble?.failures ?? 1)];
    case 'refused':
    case 'unreported':
    case undefined:
      return untold;
    default:
      return kind satisfies never;
  }
}

function doubled(times: number): number {
  return MINUTE_MS * 2 ** Math.max(0, times - 1);
}
