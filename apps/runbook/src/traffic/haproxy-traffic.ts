import { createHash } from 'node:crypto';
import { askRuntime } from './runtime-socket.js';
import { requireShares, sameShares, withoutNothing } from './require-shares.js';
import { TrafficError } from './traffic-error.js';
import { TrafficPort, type Shares, type TrafficState } from './traffic-port.js';

/** Where HAProxy is asked, and about what. */
export interface HaproxyOptions {
  /** Path of the socket, or `host:port`. */
  readonly socket: string;
  /** The backend whose servers are the revisions. */
  readonly backend: string;
}

interface Server {
  readonly name: string;
  readonly address: string;
  readonly weight: number;
}

/** Columns of `show servers state`, version 1. */
const COLUMNS = { name: 3, address: 4, weight: 7, port: 18 } as const;
/** What names in commands may hold: the Runtime API has no quoting. */
const NAME = /^[\w.-]+$/;

/**
 * Revisions are servers of one backend, and percent are their weights. A weight of 0 takes no new requests; those that were
 * begun are answered. HAProxy has no compare-and-set: between reading the weights and setting them somebody else may.
 */
export class HaproxyTraffic extends TrafficPort {
  constructor(private readonly options: HaproxyOptions) {
    super();
    if (!NAME.test(options.backend)) throw new TrafficError('refused', `a backend called ${options.backend}`);
  }

  override async read(): Promise<TrafficState> {
    const servers = await this.servers();
    return {
      etag: etagOf(servers),
      shares: sharesOf(servers),
      urls: Object.fromEntries(servers.map(({ name, address }) => [name, `http://${address}`])),
      settled: true,
    };
  }

  override async check(shares: Shares): Promise<void> {
    requireShares(shares, (await this.servers()).map(({ name }) => name)); // prettier-ignore
  }

  override async shift(shares: Shares, etag: string): Promise<TrafficState> {
    const servers = await this.servers();
    requireShares(shares, servers.map(({ name }) => name)); // prettier-ignore
    if (etagOf(servers) !== etag) throw new TrafficError('moved', describe(sharesOf(servers)));
    // Those that get more come first: at no time is there nobody.
    const changes = servers
      .map(({ name, weight }) => ({ name, weight, next: shares[name] ?? 0 }))
      .filter(({ weight, next }) => weight !== next)
      .toSorted((one, other) => other.next - other.weight - (one.next - one.weight));
    for (const { name, next } of changes) await this.command(`set server ${this.options.backend}/${name} weight ${next}`); // prettier-ignore
    const state = await this.read();
    if (!sameShares(state.shares, shares)) throw new TrafficError('unsettled', describe(state.shares));
    return state;
  }

  override async drained(revision: string): Promise<boolean> {
    const lines = (await askRuntime(this.options.socket, 'show stat')).trim().split('\n');
    const columns = (lines[0] ?? '').replace(/^#\s*/, '').split(',');
    const rows = lines.slice(1).map((line) => line.split(','));
    const row = rows.find((cells) => cells[0] === this.options.backend && cells[1] === revision);
    if (!row) throw new TrafficError('unknown-revision', revision);
    const [current, queued] = [row[columns.indexOf('scur')], row[columns.indexOf('qcur')]];
    return Number(current || 0) === 0 && Number(queued || 0) === 0;
  }

  private async servers(): Promise<readonly Server[]> {
    const answer = await this.command(`show servers state ${this.options.backend}`);
    const lines = answer.split('\n').filter((line) => /^\d+ /.test(line));
    return lines.map((line) => {
      const cells = line.split(' ');
      const [name = '', address = '', port = ''] = [
        cells[COLUMNS.name],
        cells[COLUMNS.address],
        cells[COLUMNS.port],
      ];
      return { name, address: `${address}:${port}`, weight: Number(cells[COLUMNS.weight]) };
    });
  }

  private async command(words: string): Promise<string> {
    const answer = (await askRuntime(this.options.socket, words)).trim();
    // Answers of commands are empty, or a table; everything else is a complaint.
    if (answer === '' || answer.startsWith('1\n#')) return answer;
    throw new TrafficError('refused', answer.replaceAll(/\s+/g, ' ').replace(/\.$/, ''));
  }
}

function sharesOf(servers: readonly Server[]): Shares {
  const sum = servers.reduce((total, { weight }) => total + weight, 0);
  const percent = (weight: number) => (sum === 100 ? weight : Math.round((weight / (sum || 1)) * 100));
  return withoutNothing(Object.fromEntries(servers.map(({ name, weight }) => [name, percent(weight)])));
}

function etagOf(servers: readonly Server[]): string {
  const text = servers.map(({ name, weight }) => `${name}=${weight}`).toSorted().join(); // prettier-ignore
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function describe(shares: Shares): string {
  return Object.entries(shares).map(([name, percent]) => `${name} ${percent} %`).join(', '); // prettier-ignore
}
