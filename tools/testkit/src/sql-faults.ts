import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import { splitStatements } from './split-statements.js';

/** One thing that goes wrong, at most once. */
export interface SqlFault {
  /** Before which statement of the work, counted from 1. */
  readonly at: number;
  /**
   * `error`: PostgreSQL refuses a statement sent in its place, so that a transaction really is aborted, or over when it
   * is COMMIT that is refused. `lost`: the connection breaks before it is sent. `reply-lost`: it is sent and done, and the connection breaks before the answer.
   */
  readonly kind: 'error' | 'lost' | 'reply-lost';
  /** The SQLSTATE of an `error`. @default 58030, io_error */
  readonly sqlState?: string;
}

/** What a piece of work did. */
export interface WatchedWork<T> {
  readonly outcome: PromiseSettledResult<T>;
  /** The statements that it wanted to send, in order, each of a multi-statement query on its own. */
  readonly statements: readonly string[];
  /** The statement that met the fault. */
  readonly met: string | undefined;
}

type Query = (...args: readonly unknown[]) => unknown;

/** Sees every statement that goes through a `pg` pool, whoever sends it and however, and makes one of them fail. */
export class SqlFaults {
  private readonly watches = new AsyncLocalStorage<Watch>();
  private readonly seen = new WeakSet<PoolClient>();

  /** @param pool for a TypeORM data source `(dataSource.driver as PostgresDriver).master` */
  constructor(pool: Pool) {
    pool.on('acquire', (client) => this.see(client));
  }

  /** Runs work, with a fault if one is given. Work that runs at the same time is not mixed up. */
  async watch<T>(work: () => Promise<T>, fault?: SqlFault): Promise<WatchedWork<T>> {
    const watch = new Watch(fault);
    const [outcome] = await this.watches.run(watch, () => Promise.allSettled([work()]));
    return { outcome, statements: watch.statements, met: watch.met };
  }

  private see(client: PoolClient): void {
    if (this.seen.has(client)) return;
    this.seen.add(client);
    const query: Query = client.query.bind(client);
    const watched: Query = (...args) => {
      const watch = this.watches.getStore();
      return watch ? watch.send(client, query, args) : query(...args);
    };
    // pg's overloads cannot be written as one function type.
    client.query = watched as PoolClient['query'];
  }
}

/** The statements of one piece of work. */
class Watch {
  readonly statements: string[] = [];
  met: string | undefined;

  constructor(private readonly fault: SqlFault | undefined) {}

  send(client: PoolClient, query: Query, args: readonly unknown[]): unknown {
    const parts = splitStatements(textOf(args[0]));
    const before = this.statements.length;
    this.statements.push(...parts);
    const index = (this.fault?.at ?? 0) - before - 1;
    if (!this.fault || this.met !== undefined || index < 0 || index >= parts.length) return query(...args);
    this.met = parts[index] ?? '';
    const sent = parts.slice(0, index).map((part) => `${part};`).join(' '); // prettier-ignore
    switch (this.fault.kind) {
      case 'error':
        if (isGroup(args[0])) return query(groupWith(args[0], index, failing(this.met, this.fault.sqlState)));
        return query(...instead(args, `${sent} ${failing(this.met, this.fault.sqlState).join('; ')}`));
      case 'lost':
        if (sent === '') breakOff(client);
        else query(sent, () => breakOff(client));
        return query(...args);
      case 'reply-lost':
        if (isGroup(args[0])) return query(groupWithoutReply(client, args[0]));
        return answerLost(client, query, args);
      default:
        return this.fault.kind satisfies never;
    }
  }
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  const { text } = query as { readonly text?: unknown };
  if (typeof text !== 'string') throw new Error('A query without text cannot be watched.');
  return text;
}

/** The same call in the same style, for a statement without parameters. */
function instead(args: readonly unknown[], text: string): readonly unknown[] {
  const [query] = args;
  if (typeof query === 'object' && query !== null && 'submit' in query) {
    return [Object.assign(query, { text, values: [], name: undefined }), ...args.slice(1)];
  }
  const own = typeof query === 'object' && query !== null && 'callback' in query ? [query.callback] : [];
  return [text, ...[...args.slice(1), ...own].filter((arg) => typeof arg === 'function')];
}

/** A COMMIT that PostgreSQL refuses ends the transaction; any other statement leaves it open and aborted. */
function failing(statement: string, sqlState = '58030'): readonly string[] {
  const before = /^(commit|end)\b/i.test(statement) ? ['ROLLBACK'] : [];
  return [...before, `DO $$ BEGIN RAISE EXCEPTION 'injected fault' USING ERRCODE = '${sqlState}'; END $$`];
}

/** A query that couple-core's unit of work sends several statements with. */
interface StatementGroup {
  readonly statements: { readonly text: string }[];
  handleError(error: Error): void;
}

function isGroup(query: unknown): query is StatementGroup {
  return typeof query === 'object' && query !== null && 'statements' in query;
}

function groupWith(group: StatementGroup, index: number, texts: readonly string[]): StatementGroup {
  group.statements.splice(index, 1, ...texts.map((text) => ({ text })));
  return group;
}

/** It is done, and the connection breaks before anybody hears of it. */
function groupWithoutReply(client: PoolClient, group: StatementGroup): StatementGroup {
  const handleError = group.handleError.bind(group);
  const lost = () => {
    breakOff(client);
    handleError(new Error('Connection terminated unexpectedly'));
  };
  const unheard = () => undefined;
  return Object.assign(group, {
    handleRowDescription: unheard,
    handleDataRow: unheard,
    handleCommandComplete: unheard,
    handleError: lost,
    handleReadyForQuery: lost,
  });
}

/** pg keeps its socket out of its types. */
function socketOf(client: PoolClient): NodeJS.ReadableStream & { destroy(): void } {
  const { connection } = client as unknown as {
    connection: { stream: NodeJS.ReadableStream & { destroy(): void } };
  };
  return connection.stream;
}

function breakOff(client: PoolClient): void {
  socketOf(client).destroy();
}

/** Sends a copy, breaks the connection when PostgreSQL has answered that, and lets the caller find the break. */
function answerLost(client: PoolClient, query: Query, args: readonly unknown[]): unknown {
  const [first, second] = args;
  const values = Array.isArray(second) ? second : (first as { readonly values?: unknown }).values;
  const { promise: broken, resolve } = Promise.withResolvers<void>();
  query(textOf(first), values ?? [], () => {
    breakOff(client);
    resolve();
  });
  const found = broken.then(() => query(...args));
  const wantsPromise = ![...args, (first as { readonly callback?: unknown }).callback].some((arg) => typeof arg === 'function'); // prettier-ignore
  return wantsPromise ? found : undefined;
}
