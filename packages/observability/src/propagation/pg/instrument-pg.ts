import { trace, type Tracer } from '@opentelemetry/api';
import { PoolQueries } from './pool-queries.js';
import { contextOfCaller, QueryTracing } from './query-tracing.js';

/** What `import pg from 'pg'` gives. */
export interface PgModule {
  readonly Client: { readonly prototype: object };
  readonly Pool?: { readonly prototype: object };
}

/** Options of `instrumentPg`. */
export interface InstrumentPgOptions {
  /**
   * Who makes the spans.
   *
   * Give `telemetry.tracer` with `configureObservability({ global: false })`.
   * @default the process's tracer
   */
  readonly tracer?: Tracer | undefined;
  /**
   * Whether texts carry the `traceparent` of their span in a comment.
   *
   * For `pg_stat_activity` and the server's log (https://google.github.io/sqlcommenter/spec/). A text that is
   * prepared by name, or has a comment, stays.
   * @default false
   */
  readonly sqlCommenter?: boolean | undefined;
}

interface Patched {
  query: (...args: readonly unknown[]) => unknown;
  connect: (...args: readonly unknown[]) => unknown;
  [INSTRUMENTED]?: true;
}

/** Kept on the prototype itself, which all copies of this package share. */
const INSTRUMENTED = Symbol.for('@couplekit/observability:pg');

/**
 * Makes every statement that pg's clients send below a sampled span a span of its own, and keeps the context in callbacks of
 * clients and of pools. Parameters are never recorded, literals in a text are replaced by `?`. For all forms of
 * `client.query`: text, configuration, callback, promise, and objects such as cursors and query streams.
 * @param pg the module, `import pg from 'pg'`; the JavaScript client, not pg-native
 * @returns takes it back
 * @throws {Error} when this pg is instrumented already
 */
export function instrumentPg(pg: PgModule, options: InstrumentPgOptions = {}): () => void {
  const client = pg.Client.prototype as Patched;
  if (client[INSTRUMENTED])
    throw new Error('instrumentPg: this pg is instrumented already; undo that first.');
  const { tracer = trace.getTracer('@couplekit/observability'), sqlCommenter = false } = options;
  const undo = [replace(client, 'query', new QueryTracing({ tracer, sqlCommenter }).around)];
  // On the subclass that the module makes, so that other pools stay as they are.
  if (pg.Pool) {
    const pool = pg.Pool.prototype as Patched;
    const queries = new PoolQueries(contextOfCaller);
    undo.push(replace(pool, 'connect', queries.aroundConnect), replace(pool, 'query', queries.aroundQuery));
  }
  client[INSTRUMENTED] = true;
  return () => {
    if (undo.length > 0) delete client[INSTRUMENTED];
    for (const back of undo.splice(0)) back();
  };
}

type Method = (...args: readonly unknown[]) => unknown;

/** Its undoing works also below a patch that somebody put on top, which it leaves in place. */
function replace(
  owner: Patched,
  name: 'query' | 'connect',
  around: (original: Method) => Method,
): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const original = owner[name];
  const traced = around(original);
  let isOn = true;
  const replacement = function (this: unknown, ...args: readonly unknown[]) {
    return Reflect.apply(isOn ? traced : original, this, args);
  };
  owner[name] = replacement;
  return () => {
    isOn = false;
    if (owner[name] !== replacement) return;
    if (own) Object.defineProperty(owner, name, own);
    else delete (owner as Partial<Patched>)[name];
  };
}
