import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const PORT_TAKEN_PAUSE_MS = 10;

/** An HTTP server on 127.0.0.1 that can leave, connections and all, and come back on its port. */
export class SamePortServer implements AsyncDisposable {
  private isWanted = true;
  private settling: Promise<void> | undefined;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(listener: RequestListener): Promise<SamePortServer> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return new SamePortServer(server, typeof address === 'object' && address ? address.port : 0);
  }

  /** From this very moment connections are refused. */
  leave(): void {
    this.isWanted = false;
    this.settle();
  }

  comeBack(): void {
    this.isWanted = true;
    this.settle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.leave();
    await this.settling;
  }

  private settle(): void {
    this.settling ??= this.bringAbout().finally(() => (this.settling = undefined));
  }

  private async bringAbout(): Promise<void> {
    while (this.server.listening !== this.isWanted) {
      if (this.isWanted) await this.listen();
      else await this.close();
    }
  }

  private async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** Somebody's outgoing connection may have got the port meanwhile. */
  private async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    try {
      await once(this.server, 'listening');
    } catch {
      await delay(PORT_TAKEN_PAUSE_MS);
    }
  }
}
