/** One element of a list with weights (RFC 9110 section 12.4.2), such as an `Accept` header. */
export interface QualityItem {
  /** In lower case, without parameters. */
  readonly value: string;
  /** Parameters other than the weight, in lower case: `['charset=utf-8']`. */
  readonly parameters: readonly string[];
  /** 0..1; 0 refuses. @default 1 */
  readonly q: number;
}

const ELEMENT = /(?:[^,"]|"(?:\\.|[^"\\])*"?)+/gs;
const PARAMETER = /(?:[^;"]|"(?:\\.|[^"\\])*"?)+/gs;

/** No client has more to say; work on a hostile header stays small. */
const MOST_ELEMENTS = 50;

/**
 * Reads the first 50 elements of a list in the order of the header. Those that say nothing, or whose weight is no number,
 * are left out.
 */
export function parseQualityList(header: string): QualityItem[] {
  return split(header.toLowerCase(), ',', ELEMENT)
    .slice(0, MOST_ELEMENTS)
    .map(parseElement)
    .filter(({ value, q }) => value !== '' && q >= 0);
}

/** Quotes are rare, and reading them takes longer. */
function split(text: string, separator: string, part: RegExp): string[] {
  return text.includes('"') ? (text.match(part) ?? []) : text.split(separator);
}

function parseElement(element: string): QualityItem {
  const [first = '', ...rest] = split(element, ';', PARAMETER);
  let q = 1;
  const parameters: string[] = [];
  for (const part of rest) {
    const parameter = part.trim();
    if (/^q\s*=/.test(parameter)) q = parseWeight(parameter.slice(parameter.indexOf('=') + 1).trim());
    else if (parameter !== '') parameters.push(parameter);
  }
  return { value: first.trim(), parameters, q };
}

/** More digits than the three of RFC 9110 and a missing zero are common enough to be read; NaN for anything else. */
function parseWeight(text: string): number {
  return /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Math.min(Number(text), 1) : Number.NaN;
}
