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
  const elements = (header.match(ELEMENT) ?? []).slice(0, MOST_ELEMENTS);
  return elements.map(parseElement).filter(({ value, q }) => value !== '' && q >= 0);
}

function parseElement(element: string): QualityItem {
  const [value = '', ...rest] = (element.match(PARAMETER) ?? []).map((part) => part.trim().toLowerCase());
  const weight = rest.find((part) => /^q\s*=/.test(part));
  const parameters = rest.filter((part) => part !== '' && part !== weight);
  return { value, parameters, q: weight === undefined ? 1 : parseWeight(weight) };
}

/** More digits than the three of RFC 9110 and a missing zero are common enough to be read; NaN for anything else. */
function parseWeight(parameter: string): number {
  const text = parameter.replace(/^q\s*=\s*/, '');
  return /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Math.min(Number(text), 1) : Number.NaN;
}
