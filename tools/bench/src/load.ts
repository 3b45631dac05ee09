import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** The same request every time, and the status that every answer must have. */
export interface LoadRequest {
  readonly path: string;
  /** @default GET */
  readonly method?: 'GET' | 'POST';
  /** JSON. @default none */
  readonly body?: string;
  /** @default 200 */
  readonly status?: number;
  /**
   * Whether the generator looks for answers all the time instead of sleeping: to wake it is work of the kernel that the
   * server would be charged for, the more of it the slower the server is. Not beside others on the same core. @default false
   */
  readonly staysAwake?: boolean;
}

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

  private constructor(private readonly request: LoadRequest) {}

  static async open(port: number, request: LoadRequest, count: number): Promise<LoadGenerator> {
    const generator = new LoadGenerator(request);
    for (let n = 0; n < count; n++) generator.connections.push(await Connection.open(port, request));
    return generator;
  }

  async run(ms: number): Promise<Load> {
    const latencies: number[] = [];
    const start = performance.now();
    const end = start + ms;
    const stayAwake = () => {
      if (performance.now() < end) setImmediate(stayAwake);
    };
    if (this.request.staysAwake) stayAwake();
    await Promise.all(this.connections.map((connection) => connection.run(end, latencies)));
    return { requests: latencies.length, seconds: (performance.now() - start) / 1000, latencies };
  }

  [Symbol.dispose](): void {
    for (const connection of this.connections) connection.close();
  }
}

class Connection {
  private readonly request: Buffer;
  private readonly statusLine: string;
  private expected: number | undefined;

  private constructor(
    private readonly socket: Socket,
    request: LoadRequest,
  ) {
    this.request = Buffer.from(message(request));
    this.statusLine = `HTTP/1.1 ${request.status ?? 200}`;
  }

  static async open(port: number, request: LoadRequest): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket, request);
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
      if (received === 0 && chunk.toString('latin1', 0, 12) !== this.statusLine) {
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

function message({ path, method = 'GET', body }: LoadRequest): string {
  const head = [`${method} ${path} HTTP/1.1`, 'Host: bench', 'Accept: application/json'];
  if (body === undefined) return [...head, '', ''].join('\r\n');
  const length = Buffer.byteLength(body);
  return [...head, 'Content-Type: application/json', `Content-Length: ${length}`, '', body].join('\r\n');
}

/** The length of a whole answer, of whose beginning the header fields are a part. */
function lengthOf(beginning: Buffer): number {
  const head = beginning.indexOf('\r\n\r\n') + 4;
  const length = /\r\ncontent-length: (\d+)/i.exec(beginning.toString('latin1', 0, head))?.[1];
  if (head < 4 || length === undefined) throw new Error('an answer without Content-Length');
  return head + Number(length);
}
