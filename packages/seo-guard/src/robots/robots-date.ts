/**
 * Reads the date of `unavailable_after`, in milliseconds since 1970: RFC 822 with the years of RFC 2822, RFC 850, or ISO 8601
 * as RFC 3339 profiles it; without a time it is midnight, without a zone UTC. Undefined for anything else, and for days
 * that no calendar has: `Date.parse` makes something of almost every text.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag, `unavailable_after`
 */
export function parseRobotsDate(text: string): number | undefined {
  const match = FORMS.map((form) => form.exec(text.trim())).find((found) => found !== null);
  if (!match?.groups) return undefined;
  const {
    year = '',
    month = '',
    day = '',
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
  } = match.groups;
  const offset = offsetMinutes(match.groups['zone'] ?? 'Z');
  if (offset === undefined) return undefined;
  const fields = [
    fullYear(year),
    /^\d+$/.test(month) ? Number(month) - 1 : MONTHS.indexOf(month.toLowerCase()),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const date = new Date(0);
  date.setUTCFullYear(fields[0], fields[1], fields[2]);
  date.setUTCHours(fields[3], fields[4], fields[5], Number(fraction.padEnd(3, '0').slice(0, 3)));
  return isSame(date, fields) ? date.getTime() - offset * 60_000 : undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)`;
const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,';

const FORMS = [
  // RFC 822 section 5, RFC 2822 section 3.3: [Fri,] 25 Jun 2010 15:00:00 PST
  new RegExp(String.raw`^(?:${WEEKDAY})?\s*(?<day>\d\d?) ${MONTH} (?<year>\d\d(?:\d\d)?) ${TIME})? (?<zone>[a-z]+|[+-]\d{4})$`, 'i'), // prettier-ignore
  // RFC 850 section 2.1.4: Friday, 25-Jun-10 15:00:00 GMT
  new RegExp(String.raw`^${WEEKDAY}\s*(?<day>\d\d)-${MONTH}-(?<year>\d\d(?:\d\d)?) ${TIME}) (?<zone>[a-z]+|[+-]\d{4})$`, 'i'), // prettier-ignore
  // ISO 8601, RFC 3339: 2010-06-25[T15:00[:00[.000]][Z]]
  new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[t ]${TIME}(?:[.](?<fraction>\d+))?)?(?<zone>z|[+-]\d\d:?\d\d)?)?$`, 'i'), // prettier-ignore
];

/** Hours that the zones of RFC 822 section 5.1 are off UTC. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0, UT: 0, UTC: 0, GMT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7,
}; // prettier-ignore

function offsetMinutes(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (sign === undefined) {
    const named = ZONES[zone.toUpperCase()];
    return named === undefined ? undefined : named * 60;
  }
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** RFC 2822 section 4.3: two digits are 2000 to 2049, then 1950 to 1999. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

/** A day or hour that does not exist would have become another one. */
function isSame(date: Date, fields: readonly [number, number, number, number, number, number]): boolean {
  const [year, month, day, hour, minute, second] = fields;
  return (
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second
  );
}
