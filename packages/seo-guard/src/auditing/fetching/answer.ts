/** A response, as it came: header lines that were repeated stay apart. */
export interface Answer {
  readonly method: string;
  /** Absolute, without a fragment. */
  readonly url: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without its Content-Encoding; empty where nobody would read it. */
  readonly body: Uint8Array;
  /** True when only the beginning of the body was read. */
  readonly isCut: boolean;
}

/** A request that nothing came back for. */
export interface NoAnswer {
  readonly method: string;
  readonly url: string;
  /** `ECONNREFUSED`, or a sentence without its full stop. */
  readonly failure: string;
}

/** The lines of one header, in order. */
export function headerLines({ headers }: Pick<Answer, 'headers'>, name: string): readonly string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => value);
}

/** All lines of one header as one list (RFC 9110 section 5.3); empty when it was not sent. */
export function headerValue(answer: Pick<Answer, 'headers'>, name: string): string {
  return headerLines(answer, name).join(', ');
}

/** `text/html` of `text/html; charset=utf-8`; empty when none is named. */
export function mediaTypeOf(answer: Pick<Answer, 'headers'>): string {
  return headerValue(answer, 'content-type').replace(/[;,].*$/s, '').trim().toLowerCase(); // prettier-ignore
}
