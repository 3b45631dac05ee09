import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What happens when a client of the proxy sends a certain statement. */
export interface Disturbance {
  /** The statement, as it ends a message of PostgreSQL's simple query protocol. @default 'COMMIT' */
  readonly at?: string;
  /** `deliver` lets it reach the server, whose answer is lost; `drop` keeps it from the server. */
  readonly statement: 'deliver' | 'drop';
  /** `cut` closes the client's connection; `hang` leaves it open without a word. */
  readonly client: 'cut' | 'hang';
  /** `cut` closes the server's connection with the client's; `keep` leaves it looking alive. @default 'cut' */
  readonly server?: 'cut' | 'keep';
  /** How often. @default 1 */
  readonly times?: number;
}

export interface TcpProxy extends AsyncDisposable {
  /** `url` with the proxy in place of the server. */
  readonly url: string;
  /** How many statements have been disturbed. */
  readonly disturbed: number;
  /** What clients have sent, one entry for each piece that arrived: as good as one for each round trip. */
  readonly sent: readonly string[];
  /** How many connections have been refused. */
  readonly refused: number;
  disturb(disturbance: Disturbance): void;
  /** From now on the end of each answer, which tells the transaction's status, comes a moment after the rest of it. */
  tearAnswers(): void;
  /** Closes new connections at once, until `admit`. */
  refuse(): void;
  admit(): void;
  /** Closes all connections, of clients and to the server. */
  cutAll(): void;
}

/** The type and the length of ReadyForQuery, the last message of an answer. */
const READY = 'Z'.charCodeAt(0);
const READY_LENGTH = 6;
const TEAR_MS = 5;

/** A proxy before the PostgreSQL at `url`, that loses COMMITs and answers on demand. */
export async function startTcpProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let refusing = false;
  let tearing = false;
  let refused = 0;
  let disturbed = 0;
  const sent: string[] = [];
  let next: Disturbance | undefined;
  let left = 0;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const take = (chunk: Buffer): Disturbance | undefined => {
    if (!next || left === 0 || !chunk.includes(`${next.at ?? 'COMMIT'}\0`)) return undefined;
    left--;
    disturbed++;
    return next;
  };
  const server = createServer((client) => {
    keep(client);
    if (refusing) {
      refused++;
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    keep(upstream);
    let silent = false;
    const end = ({ client: fate, server: kept = 'cut' }: Disturbance) => {
      if (fate === 'cut') client.destroy();
      if (kept === 'keep') return;
      if (fate === 'cut') upstream.destroy();
      else client.on('close', () => void upstream.destroy());
    };
    client.on('data', (chunk) => {
      sent.push(chunk.toString('latin1'));
      const disturbance = silent ? undefined : take(chunk);
      if (!disturbance) return void (silent || upstream.write(chunk));
      silent = true;
      if (disturbance.statement === 'drop') return end(disturbance);
      upstream.once('data', () => end(disturbance));
      upstream.write(chunk);
    });
    let torn = Buffer.alloc(0);
    const mend = () => {
      client.write(torn);
      torn = Buffer.alloc(0);
    };
    upstream.on('data', (chunk) => {
      if (silent) return;
      if (torn.length > 0) mend();
      const tear = tearing && chunk.at(-READY_LENGTH) === READY;
      client.write(tear ? chunk.subarray(0, -READY_LENGTH) : chunk);
      if (!tear) return;
      torn = chunk.subarray(-READY_LENGTH);
      setTimeout(mend, TEAR_MS);
    });
    client.on('close', () => void (silent || upstream.destroy()));
    upstream.on('close', () => void (silent || client.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const proxied = new URL(url);
  proxied.hostname = '127.0.0.1';
  proxied.port = String(typeof address === 'object' && address ? address.port : '');
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: proxied.href,
    sent,
    get disturbed() {
      return disturbed;
    },
    get refused() {
      return refused;
    },
    disturb(disturbance) {
      next = disturbance;
      left = disturbance.times ?? 1;
    },
    tearAnswers: () => void (tearing = true),
    refuse: () => void (refusing = true),
    admit: () => void (refusing = false),
    cutAll,
    [Symbol.asyncDispose]: async () => {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}
