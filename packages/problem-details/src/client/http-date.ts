const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const TIME = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;

/** The preferred form and both obsolete ones, which a recipient must accept too. */
const FORMS: readonly RegExp[] = [
  new RegExp(String.raw`^[A-Z][a-z]{2}, (?<day>\d\d) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) ${TIME} GMT$`),
  new RegExp(String.raw`^[A-Z][a-z]{5,8}, (?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<year>\d\d) ${TIME} GMT$`),
  new RegExp(String.raw`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) ${TIME} (?<year>\d{4})$`),
];

/**
 * The milliseconds since the epoch of an HTTP date, in any of its three forms (RFC 9110 section 5.6.7); undefined for
 * anything else. A year of two digits that seems to be more than 50 years ahead of `now` is one of the century before.
 */
export function parseHttpDate(text: string | null, now: number): number | undefined {
  const parts = FORMS.map((form) => form.exec(text?.trim() ?? '')?.groups).find((groups) => groups);
  if (!parts) return undefined;
  const [day, hour, minute, second] = ['day', 'hour', 'minute', 'second'].map((name) => Number(parts[name]));
  const month = MONTHS.indexOf(parts['month'] ?? '');
  const year = fullYear(parts['year'] ?? '', now);
  const time = Date.UTC(year, month, day, hour, minute, second);
  // Date.UTC lets the 31st of February be the 3rd of March.
  const date = new Date(time);
  const isReal = date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCMinutes() === minute;
  return month >= 0 && isReal ? time : undefined;
}

function fullYear(year: string, now: number): number {
  if (year.length === 4) return Number(year);
  const thisYear = new Date(now).getUTCFullYear();
  const candidate = thisYear - (thisYear % 100) + Number(year);
  return candidate > thisYear + 50 ? candidate - 100 : candidate;
}
