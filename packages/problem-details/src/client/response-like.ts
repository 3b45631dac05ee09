/** What reading needs of response headers; the `Headers` of every fetch is one. */
export interface HeadersLike {
  /** The value of a header, null when there is none. */
  get(name: string): string | null;
}

/** What reading needs of a response: those of a browser, of Node, of undici's `fetch` and hand-made ones have it. */
export interface ResponseLike {
  readonly status: number;
  readonly headers: HeadersLike;
  /** Where the response came from, after redirects; relative references are resolved against it. */
  readonly url?: string;
  readonly bodyUsed?: boolean;
  /** A web stream of bytes; where there is none, `arrayBuffer` is asked. */
  readonly body?: unknown;
  /** The whole body; asked only where `body` is no stream. */
  arrayBuffer?(): Promise<ArrayBuffer>;
}
