import { randomUUID } from 'node:crypto';
import { BODY_CASES } from './body-cases.js';
import type { CheckOptions } from './check-problem.js';
import { wellFormed, type MatrixCase, type MatrixContext } from './matrix-case.js';
import type { MatrixRequest, MatrixRoutes } from './matrix-routes.js';
import { languageCases, NEGOTIATION_CASES } from './negotiation-cases.js';
import { PROTOCOL_CASES } from './protocol-cases.js';
import { REQUEST_CASES } from './request-cases.js';
import { runCase } from './run-case.js';

/** What the matrix is run against, and how. */
export interface ProblemMatrixOptions extends Pick<CheckOptions, 'off' | 'levels' | 'secrets'> {
  /** Of the running app, with its prefix, or a function that knows it once the app has started. */
  readonly baseUrl: string | (() => string | Promise<string>);
  /**
   * `get` (a path with no other method: it is asked to DELETE), `post` (takes JSON), `parameter` (`/users/{id}`),
   * `problems` (your own).
   *
   * Without, only cases that need no route are run.
   * @default none
   */
  readonly routes?: MatrixRoutes;
  /** Languages that each must be answered in, such as `['ko', 'en']`. @default none */
  readonly languages?: readonly string[];
  /** Sent with every well-formed request, such as `authorization`. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Size of a body that must be refused, in bytes. @default 2 MiB */
  readonly largeBytes?: number;
  /** Names of the only cases to run. @default all cases */
  readonly only?: readonly string[];
  /** Names of cases that are left out. @default none */
  readonly except?: readonly string[];
}

/** A case that can be run by itself. */
export interface RunnableCase {
  readonly name: string;
  readonly title: string;
  /** @throws {AssertionError} that lists what is wrong */
  run(): Promise<void>;
}

/** What became of a case. */
export interface MatrixResult {
  readonly name: string;
  readonly title: string;
  /** Why it failed; undefined when it passed. */
  readonly failure?: string;
}

/** What became of the matrix. */
export interface MatrixReport {
  readonly ok: boolean;
  readonly results: readonly MatrixResult[];
  /** Cases whose route was not given. */
  readonly notRun: readonly { readonly name: string; readonly needs: keyof MatrixRoutes }[];
}

/** The two functions of a test runner: of Vitest, Jest, Mocha or node:test. */
export interface TestFunctions {
  /** Makes a group of tests. */
  describe(name: string, body: () => void): unknown;
  /** Makes a test. */
  it(name: string, body: () => Promise<void>): unknown;
}

/** The matrix of ways to fail, for one app. */
export interface ProblemMatrix {
  readonly cases: readonly RunnableCase[];
  readonly notRun: MatrixReport['notRun'];
  /** Registers every case as a test. */
  register(functions: TestFunctions): void;
  /** Runs every case, one after the other. Does not throw for a case that fails. */
  run(): Promise<MatrixReport>;
}

/**
 * The matrix of ways in which an HTTP server fails, to be run against your own app while it listens: every answer must be a
 * problem that keeps to the checklist, and contain nothing that was sent. Malformed requests go over sockets of their own.
 *
 * @throws {Error} for a name in `only` or `except` that no case has
 * @example problemMatrix({ baseUrl: () => app.getUrl(), routes: { get: '/ok' } }).register({ describe, it });
 */
export function problemMatrix(options: ProblemMatrixOptions): ProblemMatrix {
  const { routes = {}, languages = [] } = options;
  const all = [
    ...REQUEST_CASES,
    ...BODY_CASES,
    ...PROTOCOL_CASES,
    ...NEGOTIATION_CASES,
    ...languageCases(languages),
    ...(routes.problems ?? []).map(ownCase),
  ];
  const chosen = choose(all, options);
  const runnable = chosen.filter(({ needs }) => needs === undefined || routes[needs] !== undefined);
  const notRun = chosen.flatMap(({ name, needs }) =>
    needs !== undefined && routes[needs] === undefined ? [{ name, needs }] : [],
  );
  const secret = `planted-${randomUUID()}`;
  const cases = runnable.map((matrixCase) => ({
    name: matrixCase.name,
    title: matrixCase.title,
    run: async () => runCase(matrixCase, await contextOf(options, secret), options),
  }));
  return {
    cases,
    notRun,
    register({ describe, it }) {
      describe('every error is a problem (RFC 9457)', () => {
        for (const { name, title, run } of cases) it(`${name}: ${title}`, run);
      });
    },
    async run() {
      const results: MatrixResult[] = [];
      for (const { name, title, run } of cases) results.push({ name, title, ...(await failureOf(run)) });
      return { ok: results.every(({ failure }) => failure === undefined), results, notRun };
    },
  };
}

function choose(
  all: readonly MatrixCase[],
  { only, except = [] }: ProblemMatrixOptions,
): readonly MatrixCase[] {
  const names = new Set(all.map(({ name }) => name));
  const unknown = [...(only ?? []), ...except].find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new Error(`problemMatrix: there is no case "${unknown}"; there are ${[...names].join(', ')}.`);
  }
  return all.filter(({ name }) => (only?.includes(name) ?? true) && !except.includes(name));
}

async function contextOf(options: ProblemMatrixOptions, secret: string): Promise<MatrixContext> {
  const { baseUrl, routes = {}, headers = {}, largeBytes = 2 * 1024 * 1024 } = options;
  const url = typeof baseUrl === 'string' ? baseUrl : await baseUrl();
  return { baseUrl: new URL(url), routes, headers, largeBytes, secret };
}

function ownCase({ name, path, method = 'GET', headers = {}, body, status }: MatrixRequest): MatrixCase {
  return {
    name,
    title: `answers ${method} ${path} with a problem of ${status}`,
    statuses: [status],
    request: (context) =>
      wellFormed(context, path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

async function failureOf(run: () => Promise<void>): Promise<{ readonly failure?: string }> {
  try {
    await run();
    return {};
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
