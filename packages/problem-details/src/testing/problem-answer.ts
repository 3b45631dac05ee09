/** A response of any HTTP client, read completely. */
export interface ProblemAnswer {
  readonly status: number;
  /** Header lines with names in lower case; those that the client did not merge stay apart. */
  readonly headers: readonly (readonly [string, string])[];
  readonly bytes: Uint8Array;
  /** Why the body could not be read. */
  readonly failure?: string;
  /** True when the client has already undone a Content-Encoding. */
  readonly isDecoded: boolean;
  /** The method of the request, where it is known. */
  readonly method?: string;
}

/** A `Response` of Node's or undici's fetch, of a browser, or hand-made. */
export interface FetchedResponse {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]> & {
    /** The value of a header, null when there is none. */
    get(name: string): string | null;
  };
  /** The whole body. */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** A copy whose body may be read too. */
  clone?(): FetchedResponse;
}

/** What supertest, undici's `request`, `light-my-request` and Fastify's `inject` answer with. */
export interface PlainResponse {
  readonly status?: number;
  readonly statusCode?: number;
  readonly headers: object;
  /** The body as text: supertest. */
  readonly text?: string;
  /** The body as text: inject. */
  readonly payload?: string;
  /** A body that is still to be read: undici. */
  readonly body?: unknown;
  /** supertest and inject know what was asked. */
  readonly request?: unknown;
  readonly raw?: unknown;
}

/** Every kind of response that `expectProblem` takes. */
export type AnyResponse = FetchedResponse | PlainResponse | ProblemAnswer;

/**
 * Reads a response completely. A `Response` that can be cloned stays readable.
 *
 * @throws {TypeError} for something that is no response
 */
export async function readAnswer(response: AnyResponse): Promise<ProblemAnswer> {
  if ('bytes' in response && ArrayBuffer.isView(response.bytes)) return response;
  if (isFetched(response)) {
    const { status, headers } = response;
    const source = response.clone?.() ?? response;
    return { status, headers: [...headers], isDecoded: true, ...(await readBytes(source)) };
  }
  const plain = response as PlainResponse;
  const status = plain.statusCode ?? plain.status;
  if (typeof status !== 'number' || typeof plain.headers !== 'object') {
    throw new TypeError('expectProblem: this is no response that has a status and headers.');
  }
  const method = (plain.request as { method?: unknown } | undefined)?.method;
  return {
    status,
    headers: headerLines(plain.headers),
    isDecoded: plain.text !== undefined,
    ...(typeof method === 'string' && { method }),
    ...(await readPlainBody(plain)),
  };
}

function isFetched(response: AnyResponse): response is FetchedResponse {
  return 'arrayBuffer' in response && typeof response.arrayBuffer === 'function';
}

type Body = Pick<ProblemAnswer, 'bytes' | 'failure'>;

async function readPlainBody({ text, payload, body }: PlainResponse): Promise<Body> {
  const known = [text, payload, body].find((value) => typeof value === 'string');
  if (typeof known === 'string') return { bytes: Buffer.from(known) };
  const stream = body as Partial<Pick<FetchedResponse, 'arrayBuffer'>> | null | undefined;
  if (typeof stream?.arrayBuffer === 'function') {
    return readBytes(stream as Pick<FetchedResponse, 'arrayBuffer'>);
  }
  return { bytes: new Uint8Array() };
}

async function readBytes(source: Pick<FetchedResponse, 'arrayBuffer'>): Promise<Body> {
  try {
    return { bytes: new Uint8Array(await source.arrayBuffer()) };
  } catch (error) {
    return { bytes: new Uint8Array(), failure: error instanceof Error ? error.message : String(error) };
  }
}

function headerLines(headers: object): readonly (readonly [string, string])[] {
  const entries = Object.entries(headers) as [string, string | number | readonly string[] | undefined][];
  return entries.flatMap(([name, value]) =>
    (value === undefined ? [] : [value].flat()).map((line) => [name.toLowerCase(), String(line)] as const),
  );
}
