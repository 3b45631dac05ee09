import type { Context } from '@opentelemetry/api';
import { keepContext } from '../keep-context.js';
import { callbackOf, isFunction, isQueryConfig, type QueryArguments } from './pg-query.js';

type Method = (...args: readonly unknown[]) => unknown;

/** On a configuration that a pool hands to a client: the context in which the pool was asked. */
const OWNER = Symbol('couplekit:owner');

/** The context in which a pool was asked for this statement; undefined for what no pool handed over. */
export function ownerOf(config: unknown): Context | undefined {
  return typeof config === 'object' && config !== null
    ? (config as { readonly [OWNER]?: Context })[OWNER]
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
    const owned = (pool: unknown, args: QueryArguments, owner: Context) => {
      this.isOwned = true;
      try {
        return Reflect.apply(query, pool, [withOwner(args[0], owner), ...args.slice(1)]);
      } finally {
        this.isOwned = false;
      }
    };
    return function (this: unknown, ...args) {
      const owner = canBeOwned(args as QueryArguments) ? contextOf() : undefined;
      return owner ? owned(this, args as QueryArguments, owner) : Reflect.apply(query, this, args);
    };
  };

  readonly aroundConnect = (connect: Method): Method => {
    const isForOwned = () => this.isOwned;
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

function withOwner(config: unknown, owner: Context): object {
  return typeof config === 'string'
    ? { text: config, [OWNER]: owner }
    : { ...(config as object), [OWNER]: owner };
}
