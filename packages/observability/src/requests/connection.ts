import type { Socket } from 'node:net';
import type { TrackedRequest } from './tracked-request.js';

/** The requests under way on a connection. */
export interface Connection {
  readonly scheme: 'http' | 'https';
  open: number;
  latest: TrackedRequest | undefined;
  /** Bytes that it had sent when the last response ended: to ask costs, so it is asked once for each. */
  sent: number;
}

/**
 * Finds the connections of requests. What the loss of one sets off (`close`, `aborted` and `error` of request and response)
 * is the connection's doing and would run in the context of no request at all: `enter` is given the request it belongs to.
 * Of several requests on one connection that cannot be told.
 */
export class Connections {
  private readonly mark = Symbol('couplekit:connection');

  constructor(private readonly enter: (tracked: TrackedRequest) => void) {}

  of(socket: Socket): Connection {
    const marked = socket as unknown as Record<symbol, Connection | undefined>;
    return (marked[this.mark] ??= this.watched(socket));
  }

  private watched(socket: Socket): Connection {
    const scheme = 'encrypted' in socket ? 'https' : 'http';
    const connection: Connection = { scheme, open: 0, latest: undefined, sent: socket.bytesWritten };
    // Before Node's own listener, which tells the request and the response.
    socket.prependListener('close', () => {
      if (connection.latest && connection.open === 1) this.enter(connection.latest);
    });
    return connection;
  }
}
