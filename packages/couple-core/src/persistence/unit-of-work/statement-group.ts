import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { oneByOne } from './send-together.js';

type Settled = PromiseSettledResult<QueryResult>;

/** The part of pg's connection that its queries write to. */
interface Wire {
  readonly stream: { cork?(): void; uncork?(): void };
  readonly parsedStatements: Readonly<Record<string, string>>;
  sync(): void;
}

type Handler =
  'handleRowDescription' | 'handleDataRow' | 'handleCommandComplete' | 'handleEmptyQuery' | 'handleReadyForQuery' | 'handleError'; // prettier-ignore

/** pg's `Query`: it is sent, and takes the answers. */
interface Query extends Record<Handler, (...message: unknown[]) => void> {
  binary: unknown;
  readonly _result: { _types: unknown };
  readonly callback?: () => void;
  submit(wire: Wire): Error | null;
}
type QueryClass = new (config: object, callback: (error: unknown, result: QueryResult) => void) => Query;

/**
 * Sends statements in one write that PostgreSQL answers as one: after the first that fails, it skips the rest. Where one
 * of them must be prepared first, they go one after the other.
 * @returns how each ended, up to the first that failed; it never rejects
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export async function sendGroup(
  client: PoolClient,
  statements: readonly QueryConfig[],
): Promise<readonly Settled[]> {
  const { connection } = client as unknown as { readonly connection?: Wire };
  const { Query: Class } = client.constructor as { readonly Query?: QueryClass };
  const isReady = ({ name, text }: QueryConfig) =>
    name === undefined || connection?.parsedStatements[name] === text;
  if (!Class || !statements.every(isReady))
    return oneByOne(statements.map((statement) => () => client.query(statement)));
  return new Promise((resolve) => {
    const group = new StatementGroup(Class, statements, resolve);
    // pg's types know no queries but those that its own `query` makes.
    client.query(group.query as never);
  });
}

/** Many statements that are one query to pg; they share the Sync message at the end. */
class StatementGroup {
  /** The class is pg's own: on a pipelined connection it takes no other. */
  readonly query: Query & { readonly statements: QueryConfig[] };
  private readonly parts: Query[] = [];
  private readonly results: Settled[] = [];
  /** The statement that could not be sent. */
  private refusal: Settled | undefined;

  constructor(
    private readonly Class: QueryClass,
    statements: readonly QueryConfig[],
    private readonly resolve: (results: readonly Settled[]) => void,
  ) {
    const query = new Class({ text: statements.map(({ text }) => text).join(';\n') }, () => undefined);
    const toPart = (handler: Handler) => (...message: unknown[]) => this.answered(handler, message); // prettier-ignore
    this.query = Object.assign(query, {
      statements: [...statements],
      submit: (wire: Wire) => this.submit(wire),
      handleRowDescription: toPart('handleRowDescription'),
      handleDataRow: toPart('handleDataRow'),
      handleCommandComplete: toPart('handleCommandComplete'),
      handleEmptyQuery: toPart('handleEmptyQuery'),
      handleError: (reason: unknown) => this.failed(reason),
      handleReadyForQuery: () => this.end(),
    });
  }

  private submit(wire: Wire): null {
    const withoutSync = Object.create(wire, { sync: { value: () => undefined } }) as Wire;
    wire.stream.cork?.();
    for (const statement of this.query.statements) {
      const part = this.part(statement);
      const refused = part.submit(withoutSync);
      if (refused) part.handleError(refused);
      if (this.refusal) break;
      this.parts.push(part);
    }
    wire.sync();
    wire.stream.uncork?.();
    return null;
  }

  private part(statement: QueryConfig): Query {
    const part = new this.Class({ queryMode: 'extended', ...statement }, (reason, value) => {
      const result: Settled = reason ? { status: 'rejected', reason } : { status: 'fulfilled', value };
      if (this.parts.includes(part)) this.results.push(result);
      else this.refusal = result;
    });
    part.binary = this.query.binary;
    part._result._types = this.query._result._types;
    return part;
  }

  private answered(handler: Handler, message: unknown[]): void {
    const part = this.parts[this.results.length];
    part?.[handler](...message);
    if (handler === 'handleCommandComplete' || handler === 'handleEmptyQuery') part?.handleReadyForQuery();
  }

  /** What failed is the statement whose turn it is, or, on a connection that takes none any more, the first. */
  private failed(reason: unknown): void {
    if (this.results.length < this.query.statements.length) this.results.push({ status: 'rejected', reason });
    this.end();
  }

  private end(): void {
    this.query.callback?.();
    if (this.refusal && this.results.length === this.parts.length) this.results.push(this.refusal);
    this.resolve([...this.results]);
  }
}
