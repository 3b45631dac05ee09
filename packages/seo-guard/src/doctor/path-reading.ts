/** Whether paths are spelled as the rule is, or in any way that the table takes for the same. */
export type Spelling = 'written' | 'any';

/** How far one of the readings of a path is; see `pathReadings` of the table, which does the same to a whole path. */
export interface PathReading {
  /** Whether what separates parts of a path is decoded, too. */
  readonly decodes: boolean;
  /** Whether several slashes and backslashes are one slash. */
  readonly collapses: boolean;
  /** The beginning of a percent-encoding. */
  readonly pending: string;
  readonly afterSlash: boolean;
  /** Whether there was a `;`, where another reading ended. */
  readonly afterCut: boolean;
}

/** The readings of a path before its first character. */
export function beginReadings(spelling: Spelling): readonly PathReading[] {
  const begin = { pending: '', afterSlash: false, afterCut: false };
  const choices = spelling === 'written' ? [false] : [false, true];
  return choices.flatMap((decodes) => choices.map((collapses) => ({ ...begin, decodes, collapses })));
}

/** What a reading has after one more character. */
export interface ReadPart {
  readonly next: PathReading;
  /** What became certain: octets of the reading, each as the character of its number. */
  readonly octets: string;
}

/** What stays encoded in the reading that does not decode. */
const SEPARATORS = /[\0-\x1f\x7f/\\;?#%]/; // oxlint-disable-line no-control-regex

/** Reads one more character of a path. */
export function readNext(reading: PathReading, character: string): ReadPart {
  const text = reading.pending + character;
  if (/^%[0-9a-f]?$/i.test(text)) return { next: { ...reading, pending: text }, octets: '' };
  if (/^%[0-9a-f]{2}$/i.test(text)) {
    const octet = String.fromCharCode(Number.parseInt(text.slice(1), 16));
    return collapse({ ...reading, pending: '' }, reading.decodes || !SEPARATORS.test(octet) ? octet : text);
  }
  // A percent sign that encodes nothing stands for itself, and another one may follow.
  if (character === '%') return collapse({ ...reading, pending: character }, reading.pending);
  return collapse({ ...reading, pending: '' }, text);
}

function collapse(reading: PathReading, octets: string): ReadPart {
  if (!reading.collapses) return { next: reading, octets };
  let { afterSlash } = reading;
  const kept = [...octets].flatMap((octet) => {
    const isSlash = octet === '/' || octet === '\\';
    const repeats = isSlash && afterSlash;
    afterSlash = isSlash;
    return repeats ? [] : [isSlash ? '/' : octet];
  });
  return { next: { ...reading, afterSlash }, octets: kept.join('') };
}
