import pg from 'pg';

interface Wire {
  sync(): void;
}

/** The parts of pg's query that its types leave out. */
interface Wired {
  submit(wire: Wire): Error | null;
  [handler: string]: unknown;
}

const FORWARDED = ['handleRowDescription', 'handleDataRow', 'handleCommandComplete', 'handleEmptyQuery'];

/**
 * Several statements that share one Sync, as a query of pg's own class whose methods are replaced: the way in which a unit
 * of work sends them in one round trip. Resolves to the rows of each, rejects with the first error.
 */
export function sendGroup(client: pg.Client, texts: readonly string[]): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    const rows: unknown[][] = [];
    const parts = texts.map((text) => {
      const done = (error: Error | null, result: pg.QueryResult) =>
        error ? reject(error) : rows.push(result.rows);
      return new pg.Query({ text, queryMode: 'extended' } as never, done as never) as unknown as Wired;
    });
    const group = new pg.Query({ text: texts.join(';\n') }, (() => undefined) as never) as unknown as Wired;
    const forward = (name: string) => (...message: unknown[]) => {
      const part = parts[rows.length];
      Reflect.apply(part?.[name] as () => void, part, message);
      if (name === 'handleCommandComplete') Reflect.apply(part?.['handleReadyForQuery'] as () => void, part, []);
    }; // prettier-ignore
    Object.assign(group, {
      ...Object.fromEntries(FORWARDED.map((name) => [name, forward(name)])),
      submit: (wire: Wire) => {
        const withoutSync = Object.create(wire, { sync: { value: () => undefined } }) as Wire;
        for (const part of parts) part.submit(withoutSync);
        wire.sync();
        return null;
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(rows),
    });
    client.query(group as never);
  });
}
