import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

const END_OF_HEADERS = '\r\n\r\n';

export interface Reply {
  readonly status: number;
  /** Status line and header, as they came. */
  readonly head: string;
  /** Decoded when it is asked for. */
  readonly body: string;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  /** JSON. */
  readonly body?: string;
  /** For a conditional request. */
  readonly ifNoneMatch?: string;
}

/**
 * One HTTP/1.1 connection, one request at a time. Far cheaper than a general client, so that a load generator does not
 * take the CPU that it measures; it knows only answers with Content-Length, and fails loudly on any other.
 */
export class KeepAliveClient {
  private received: Buffer = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {}

  static async open(port: number): Promise<KeepAliveClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new KeepAliveClient(socket);
  }

  async send({ method, path, token, body = '', ifNoneMatch }: Request): Promise<Reply> {
    const authorization = token ? `Authorization: Bearer ${token}\r\n` : '';
    const entity = body
      ? `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
      : '';
    const condition = ifNoneMatch ? `If-None-Match: ${ifNoneMatch}\r\n` : '';
    this.socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${authorization}${condition}${entity}\r\n${body}`,
    );
    for (;;) {
      const reply = this.parse();
      if (reply) return reply;
      const [chunk] = (await once(this.socket, 'data')) as [Buffer];
      this.received = this.received.length > 0 ? Buffer.concat([this.received, chunk]) : chunk;
    }
  }

  close(): void {
    this.socket.destroy();
  }

  private parse(): Reply | undefined {
    const end = this.received.indexOf(END_OF_HEADERS);
    if (end < 0) return undefined;
    const head = this.received.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    // RFC 9110, section 15.4.5: a 304 ends with its header.
    const length = status === 304 ? 0 : /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`An answer without Content-Length:\n${head}`);
    const from = end + END_OF_HEADERS.length;
    const to = from + Number(length);
    if (this.received.length < to) return undefined;
    const bytes = this.received.subarray(from, to);
    this.received = this.received.subarray(to);
    return {
      status,
      head,
      get body() {
        return bytes.toString('utf8');
      },
    };
  }
}
