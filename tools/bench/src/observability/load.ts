import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface Load {
  /** Requests that were answered. */
  readonly requests: number;
  readonly seconds: number;
  /** In milliseconds. */
  readonly latencies: readonly number[];
}

/**
 * Connections that each send one request after the other. It finds the end of an answer by the length of the first one,
 * which all that follow have, because parsing would cost the core more than the server spends; any other answer is an error.
 */
export class LoadGenerator implements Disposable {
  private readonly connections: Connection[] = [];

  private constructor() {}

  static async open(port: number, path: string, count: number): Promise<LoadGenerator> {
    const generator = new LoadGenerator();
    for (let n = 0; n < count; n++) generator.connections.push(await Connection.open(port, path));
    return generator;
  }

  async run(ms: number): Promise<Load> {
    const latencies: number[] = [];
    const start = performance.now();
    const end = start + ms;
    await Promise.all(this.connections.map((connection) => connection.run(end, latencies)));
    return { requests: latencies.length, seconds: (performance.now() - start) / 1000, latencies };
  }

  [Symbol.dispose](): void {
    for (const connection of this.connections) connection.close();
  }
}

class Connection {
  private readonly request: Buffer;
  private expected: number | undefined;

  private constructor(
    private readonly socket: Socket,
    path: string,
  ) {
    this.request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n\r\n`);
  }

  static async open(port: number, path: string): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket, path);
  }

  run(end: number, latencies: number[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let received = 0;
    let sentAt = 0;
    const send = () => {
      received = 0;
      sentAt = performance.now();
      this.socket.write(this.request);
    };
    const onData = (chunk: Buffer) => {
      if (received === 0 && chunk.toString('latin1', 0, 12) !== 'HTTP/1.1 200') {
        reject(new Error(`not what was asked for:\n${chunk.toString('latin1', 0, 400)}`));
        return;
      }
      received += chunk.length;
      this.expected ??= lengthOf(chunk);
      if (received < this.expected) return;
      const now = performance.now();
      latencies.push(now - sentAt);
      if (now < end) return send();
      this.socket.off('data', onData);
      resolve();
    };
    this.socket.on('data', onData);
    const onClose = () => reject(new Error('The server closed a connection.'));
    this.socket.once('error', reject).once('close', onClose);
    send();
    return promise.finally(() => this.socket.off('error', reject).off('close', onClose));
  }

  close(): void {
    this.socket.destroy();
  }
}

/** The length of a whole answer, of whose beginning the header fields are a part. */
function lengthOf(beginning: Buffer): number {
  const head = beginning.indexOf('\r\n\r\n') + 4;
  const length = /\r\ncontent-length: (\d+)/i.exec(beginning.toString('latin1', 0, head))?.[1];
  if (head < 4 || length === undefined) throw new Error('an answer without Content-Length');
  return head + Number(length);
}
