import type { Context } from '@opentelemetry/api';
import { keepContext } from '../keep-context.js';
import { callbackOf, isFunction, isQueryConfig, type QueryArguments } from './pg-query.js';

type Method = (...args: readonly unknown[]) => unknown;

/** A statement that a pool was asked for, and the context in which it was. */
export interface OwnedStatement {
  /** A text or a configuration, as it was given. */
  readonly config: unknown;
  readonly context: Context;
}

/** On the configuration that a pool hands to a client instead. */
const OWNED = Symbol('couplekit:owned-statement');

/** Undefined for what no pool handed over. */
export function ownedStatement(config: unknown): OwnedStatement | undefined {
  return typeof config === 'object' && config !== null
    ? (config as { readonly [OWNED]?: OwnedStatement })[OWNED]
    : undefined;
}

/**
 * A pool calls back from whatever gave it a client: another request's query, or the connection of one. So its callbacks are
 * kept in their context; but a promise needs no callback of its caller's, and there the statement itself says whose it is.
 */
export class PoolQueries {
  /** Whether a pool is just asking for a client for a statement that says whose it is. */
  private isOwned = false;

  /** @param contextOf the context of the running code; undefined where there is none */
  constructor(private readonly contextOf: () => Context | undefined) {}

  readonly aroundQuery = (query: Method): Method => {
    const { contextOf } = this;
    const owned = (pool: unknown, [config, values]: QueryArguments, context: Context) => {
      this.isOwned = true;
      try {
        return Reflect.apply(query, pool, [handedOver({ config, context }), values]);
      } finally {
        this.isOwned = false;
      }
    };
    return function (this: unknown, ...args) {
      const context = canBeOwned(args as QueryArguments) ? contextOf() : undefined;
      return context ? owned(this, args as QueryArguments, context) : Reflect.apply(query, this, args);
    };
  };

  readonly aroundConnect = (connect: Method): Method => {
    // Only the first request for a client is the statement's own: listeners of the pool may ask for others.
    const isForOwned = () => {
      const { isOwned } = this;
      this.isOwned = false;
      return isOwned;
    };
    return function (this: unknown, callback?: unknown) {
      if (!isFunction(callback)) return Reflect.apply(connect, this, []);
      return Reflect.apply(connect, this, [isForOwned() ? callback : keepContext(callback)]);
    };
  };
}

/** What is asked for by a promise, with a text or an object that can be copied. */
function canBeOwned(args: QueryArguments): boolean {
  const [config] = args;
  const isPlain =
    typeof config === 'string' ||
    (isQueryConfig(config) && Object.getPrototypeOf(config) === Object.prototype);
  return isPlain && callbackOf(args) === undefined;
}

/** For pg, and who wraps it, a configuration like the one that was given. */
function handedOver(statement: OwnedStatement): object {
  const { config } = statement;
  return typeof config === 'string'
    ? { text: config, [OWNED]: statement }
    : { ...(config as object), [OWNED]: statement };
}
