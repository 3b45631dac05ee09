/** A request to the app under test that is answered with a problem. */
export interface MatrixRequest {
  /** Names the case. */
  readonly name: string;
  /** Path and query, below the base URL. */
  readonly path: string;
  /** @default 'GET' */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. @default none */
  readonly body?: unknown;
  /** The status it is answered with. */
  readonly status: number;
}

/** Paths of the app under test, below the base URL; a case whose path is not given is not run. */
export interface MatrixRoutes {
  /** Answers GET with success, and has no other methods: it is asked to DELETE, too. */
  readonly get?: string;
  /** Takes a JSON object by POST. It gets bodies that are broken, and `{}`. */
  readonly post?: string;
  /** Has a parameter, written `{id}`: `/users/{id}`. It is asked for values that do not exist. */
  readonly parameter?: string;
  /** Problems of your own: a 401, a 403, a validation, a 429, a 500. */
  readonly problems?: readonly MatrixRequest[];
}
