import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { portOf } from '@couplekit/testkit';

/** A revision that can be reached. */
export interface Backend {
  readonly name: string;
  readonly port: number;
}

/** A reverse proxy in front of revisions, by weights that change while it runs. */
export class WeightedProxy implements AsyncDisposable {
  /** Of each backend; together more than 0. */
  weights: Readonly<Record<string, number>>;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly credit = new Map<string, number>();
  private readonly active = new Map<string, number>();
  private readonly server = createServer((incoming, outgoing) => this.forward(incoming, outgoing));

  private constructor(readonly backends: readonly Backend[]) {
    const [first] = backends;
    this.weights = Object.fromEntries(backends.map(({ name }) => [name, name === first?.name ? 100 : 0]));
  }

  /** Everything goes to the first one. */
  static async start(backends: readonly Backend[]): Promise<WeightedProxy> {
    const proxy = new WeightedProxy(backends);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.server)}`;
  }

  /** Requests that a backend has not answered yet. */
  activeOf(name: string): number {
    return this.active.get(name) ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    this.agent.destroy();
    await once(this.server, 'close');
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { name, port } = this.next();
    this.active.set(name, this.activeOf(name) + 1);
    outgoing.once('close', () => this.active.set(name, this.activeOf(name) - 1));
    const { method, url: path, headers } = incoming;
    const outbound = request(
      { agent: this.agent, host: '127.0.0.1', port, method, path, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    outbound.once('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    incoming.pipe(outbound);
  }

  /** Smooth weighted round robin: after as many requests as the weights add up to, each had its share. */
  private next(): Backend {
    const total = this.backends.reduce((sum, { name }) => sum + (this.weights[name] ?? 0), 0);
    for (const { name } of this.backends)
      this.credit.set(name, (this.credit.get(name) ?? 0) + (this.weights[name] ?? 0));
    const [chosen] = this.backends
      .filter(({ name }) => (this.weights[name] ?? 0) > 0)
      .toSorted((one, other) => (this.credit.get(other.name) ?? 0) - (this.credit.get(one.name) ?? 0));
    if (!chosen) throw new Error('No backend has a weight.');
    this.credit.set(chosen.name, (this.credit.get(chosen.name) ?? 0) - total);
    return chosen;
  }
}
