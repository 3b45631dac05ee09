import { AsyncLocalStorage } from 'node:async_hooks';
import { trace, TraceFlags, type Context, type Tracer } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { ClsServiceManager } from 'nestjs-cls';
import { activeContext } from '../active-context.js';
import { keepContext } from '../keep-context.js';
import { callbackOf, HANDLERS, isFunction, isSubmittable, textOf, type QueryArguments, type QueryCallback, type Submittable } from './pg-query.js'; // prettier-ignore
import { ownedStatement, type OwnedStatement } from './pool-queries.js';
import { endQuerySpan, startQuerySpan, type Connected } from './query-span.js';
import { withTraceComment } from './sql-comment.js';
import { StatementDescriptions } from './statement-description.js';

type Query = (...args: readonly unknown[]) => unknown;
/** Is told once how a query ended: with nothing, or with an error. */
type Ended = (error?: unknown) => void;

interface Keeping {
  /** Has a callback run in the context that it belongs to. */
  readonly keep: (callback: QueryCallback) => QueryCallback;
  readonly ended?: Ended | undefined;
}

interface Sending {
  readonly parent: Context;
  readonly keep: Keeping['keep'];
}

export interface QueryTracingParts {
  readonly tracer: Tracer;
  readonly sqlCommenter: boolean;
}

/** The context in which this code runs; undefined outside of requests, jobs and spans. */
export function contextOfCaller(): Context | undefined {
  const active = activeContext();
  const isInside = trace.getSpanContext(active) || ClsServiceManager.getClsService().isActive();
  return isInside ? active : undefined;
}

function isSampled(context: Context): boolean {
  const flags = trace.getSpanContext(context)?.traceFlags ?? TraceFlags.NONE;
  return (flags & TraceFlags.SAMPLED) !== 0 && !isTracingSuppressed(context);
}

/** What happens around pg's `client.query`. */
export class QueryTracing {
  private readonly statements = new StatementDescriptions();

  constructor(private readonly parts: QueryTracingParts) {}

  readonly around = (query: Query): Query => {
    const send = (client: Connected, args: QueryArguments) => this.send(query, client, args);
    return function (this: unknown, ...args) {
      return send(this as Connected, args as QueryArguments);
    };
  };

  private send(query: Query, client: Connected, args: QueryArguments): unknown {
    const owned = ownedStatement(args[0]);
    if (owned) return this.sendOwned(query, client, args, owned);
    const context = contextOfCaller();
    if (!context) return Reflect.apply(query, client, args);
    return isSampled(context)
      ? this.sendTraced(query, client, args, { parent: context, keep: keepContext })
      : Reflect.apply(query, client, inContext(args, { keep: keepContext }));
  }

  /** The callback is the pool's, and needs no context. */
  private sendOwned(
    query: Query,
    client: Connected,
    [, values, callback]: QueryArguments,
    { config, context: parent }: OwnedStatement,
  ): unknown {
    const args = [config, values, callback] as const;
    if (!isSampled(parent)) return Reflect.apply(query, client, args);
    return this.sendTraced(query, client, args, { parent, keep: (each) => each });
  }

  private sendTraced(
    query: Query,
    client: Connected,
    args: QueryArguments,
    { parent, keep }: Sending,
  ): unknown {
    const [config, values, callback] = args;
    const { tracer, sqlCommenter } = this.parts;
    const statement = this.statements.of(textOf(config));
    const span = startQuerySpan({ tracer, client, statement, parent });
    const ended = once((error) => endQuerySpan(span, error));
    const commented = sqlCommenter ? withTraceComment(config, span.spanContext()) : config;
    try {
      const result = Reflect.apply(query, client, inContext([commented, values, callback], { keep, ended }));
      return isSubmittable(config) || callbackOf(args) ? result : settling(result, ended);
    } catch (error) {
      ended(error);
      throw error;
    }
  }
}

/** The same arguments, with a callback and handlers that run in the context of this call. */
function inContext(args: QueryArguments, { keep, ended }: Keeping): QueryArguments {
  const [config, values] = args;
  const callback = callbackOf(args);
  if (isSubmittable(config)) {
    bindSubmittable(config, callback, ended);
    return [config];
  }
  if (!callback) return args;
  return [config, isFunction(values) ? undefined : values, bound(callback, { keep, ended })]; // prettier-ignore
}

function bound(callback: QueryCallback, { keep, ended }: Keeping): QueryCallback {
  const inItsContext = keep(callback);
  if (!ended) return inItsContext;
  return function (this: unknown, error, ...result) {
    ended(error);
    return Reflect.apply(inItsContext, this, [error, ...result]);
  };
}

/**
 * Replaces the callback and the handlers on somebody else's object: pg, and who wraps it, knows it by class and identity.
 * A query with a callback tells nobody else, so only one without needs all of its handlers in the context.
 */
function bindSubmittable(query: Submittable, callback: QueryCallback | undefined, ended?: Ended): void {
  if (callback) query.callback = keepContext(callback);
  else {
    const run = AsyncLocalStorage.snapshot();
    for (const name of HANDLERS) {
      const handler = query[name];
      if (handler) query[name] = (...message) => run(() => Reflect.apply(handler, query, message));
    }
  }
  const { handleError, handleReadyForQuery } = query;
  if (!ended || !handleError || !handleReadyForQuery) return;
  query.handleError = (...message) => {
    ended(message[0]);
    return Reflect.apply(handleError, query, message);
  };
  query.handleReadyForQuery = (...message) => {
    try {
      // It calls `handleError` when a row could not be parsed.
      return Reflect.apply(handleReadyForQuery, query, message);
    } finally {
      ended();
    }
  };
}

/** The derived promise is what the caller gets: a handler on pg's own would make its rejection count as handled. */
function settling(result: unknown, ended: Ended): unknown {
  return (result as Promise<unknown>).then(
    (value) => {
      ended();
      return value;
    },
    (error: unknown) => {
      ended(error);
      throw error;
    },
  );
}

function once(tell: Ended): Ended {
  let isTold = false;
  return (error) => {
    if (!isTold) tell(error);
    isTold = true;
  };
}
