import { DAY_MS, daysBetween, startOfUtcDay, utcDay } from '../log-files/utc-day.js';
import type { AgeOfFile } from './age-of-file.js';

/** What `couplekit-timeline retention --json` prints; as stable as a timeline. Dates are UTC. */
export interface RetentionReport {
  readonly version: 1;
  readonly verdict: 'ok' | 'too_old' | 'missing';
  readonly today: string;
  readonly retentionDays: number;
  /** The oldest day that may be there. */
  readonly oldestAllowed: string;
  readonly files: number;
  readonly tooOld: readonly {
    readonly file: string;
    /** What shows it. */
    readonly by: 'name' | 'first line' | 'modification time';
    readonly day: string;
  }[];
  /** Files whose age nothing shows. */
  readonly unproven: readonly string[];
  readonly services: readonly {
    readonly service: string;
    readonly firstDay: string;
    readonly lastDay: string;
    /** Days that have no file, from the oldest allowed one or `--since` until today. */
    readonly missingDays: readonly string[];
    readonly isTodayMissing: boolean;
  }[];
}

export interface RetentionRule {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly retentionDays: number;
  /** A UTC date before which no file is expected. */
  readonly since: string | undefined;
}

/** Judges the files of a directory; pure. */
export function judgeRetention(ages: readonly AgeOfFile[], rule: RetentionRule): RetentionReport {
  const { now, retentionDays, since } = rule;
  const today = utcDay(now);
  const oldestAllowed = utcDay((startOfUtcDay(today) ?? now) - retentionDays * DAY_MS);
  const tooOld = ages.flatMap((age) => tooOldBy(age, oldestAllowed));
  const unproven = ages
    .filter(({ day, firstLineDay }) => day === undefined && firstLineDay === undefined)
    .map(({ file }) => file);
  const expectedFrom = since !== undefined && since > oldestAllowed ? since : oldestAllowed;
  const expected = Array.from({ length: Math.max(0, daysBetween(expectedFrom, today) + 1) }, (_, i) =>
    utcDay((startOfUtcDay(expectedFrom) ?? now) + i * DAY_MS),
  );
  const services = [...Map.groupBy(ages, ({ service }) => service)].flatMap(([service, own]) => {
    const days = new Set(own.flatMap(({ day }) => day ?? []));
    const sorted = [...days].toSorted();
    const [firstDay, lastDay] = [sorted[0], sorted.at(-1)];
    if (service === undefined || firstDay === undefined || lastDay === undefined) return [];
    const missingDays = expected.filter((day) => !days.has(day));
    return [{ service, firstDay, lastDay, missingDays, isTodayMissing: missingDays.includes(today) }];
  });
  const isMissing =
    services.length === 0 ||
    unproven.length > 0 ||
    services.some(({ missingDays }) => missingDays.length > 0);
  return {
    version: 1,
    verdict: tooOld.length > 0 ? 'too_old' : isMissing ? 'missing' : 'ok',
    today,
    retentionDays,
    oldestAllowed,
    files: ages.length,
    tooOld,
    unproven,
    services: services.toSorted((a, b) => (a.service < b.service ? -1 : 1)),
  };
}

/** One proof is enough; a young modification time or name proves nothing against an old line. */
function tooOldBy(
  { file, day, firstLineDay, modifiedDay }: AgeOfFile,
  oldest: string,
): RetentionReport['tooOld'] {
  if (day !== undefined && day < oldest) return [{ file, by: 'name', day }];
  if (firstLineDay !== undefined && firstLineDay < oldest)
    return [{ file, by: 'first line', day: firstLineDay }];
  if (modifiedDay < oldest) return [{ file, by: 'modification time', day: modifiedDay }];
  return [];
}
