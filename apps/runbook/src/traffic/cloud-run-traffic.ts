import { setTimeout as delay } from 'node:timers/promises';
import { CloudRunClient, type CloudRunAccess } from './cloud-run-client.js';
import { requireShares, sameShares, withoutNothing } from './require-shares.js';
import { TrafficError } from './traffic-error.js';
import { TrafficPort, type Shares, type TrafficState } from './traffic-port.js';

/** A Cloud Run service, and how long it may take to do what it is asked. */
export interface CloudRunOptions extends CloudRunAccess {
  readonly project: string;
  readonly region: string;
  readonly service: string;
  /** Until new shares are served. @default 120000 */
  readonly settleWithinMs?: number;
  /** Between two looks at an operation. @default 1000 */
  readonly pollEveryMs?: number;
}

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#TrafficTarget */
interface TrafficTarget {
  readonly type?: string;
  readonly revision?: string;
  readonly percent?: number;
  readonly tag?: string;
  readonly uri?: string;
}

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#Service, the parts that matter here. */
interface Service {
  readonly etag: string;
  readonly reconciling?: boolean;
  readonly traffic?: readonly TrafficTarget[];
  readonly trafficStatuses?: readonly TrafficTarget[];
}

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.operations#Operation */
interface Operation {
  readonly name?: string;
  readonly done?: boolean;
  readonly error?: { readonly code?: number; readonly message?: string };
}

const BY_REVISION = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';

/**
 * Traffic of a Cloud Run service by the Admin API v2. Revisions are named, never `LATEST`; tags stay where they are. A revision
 * without traffic goes on with what it has begun for as long as its request timeout; the platform does not tell how much that is.
 */
export class CloudRunTraffic extends TrafficPort {
  private readonly client: CloudRunClient;

  constructor(private readonly options: CloudRunOptions) {
    super();
    this.client = new CloudRunClient(options);
  }

  override async read(): Promise<TrafficState> {
    const { etag, reconciling, traffic = [], trafficStatuses = [] } = await this.service();
    const served = sharesOf(trafficStatuses);
    const tagged = trafficStatuses.flatMap(({ revision, uri }) =>
      revision && uri ? [[revision, uri] as const] : [],
    );
    return { etag, shares: served, urls: Object.fromEntries(tagged), settled: reconciling !== true && sameShares(served, sharesOf(traffic)) }; // prettier-ignore
  }

  override async check(shares: Shares): Promise<void> {
    const service = await this.service();
    requireShares(shares, Object.keys(shares));
    await this.client.patch(
      `${this.path}?updateMask=traffic&validateOnly=true`,
      this.changed(service, shares),
    );
  }

  override async shift(shares: Shares, etag: string): Promise<TrafficState> {
    requireShares(shares, Object.keys(shares));
    const service = await this.service();
    if (service.etag !== etag) throw new TrafficError('moved', 'the service has another etag');
    const end = performance.now() + (this.options.settleWithinMs ?? 120_000);
    const begun = await this.client.patch(`${this.path}?updateMask=traffic`, this.changed(service, shares));
    await this.finished(begun as Operation, end);
    return this.settled(shares, end);
  }

  override async drained(): Promise<undefined> {
    return undefined;
  }

  private get path(): string {
    const { project, region, service } = this.options;
    return ['projects', project, 'locations', region, 'services', service].map(encodeURIComponent).join('/');
  }

  private async service(): Promise<Service> {
    return (await this.client.get(this.path)) as Service;
  }

  /** Tags without traffic are targets of their own. */
  private changed({ etag, traffic = [] }: Service, shares: Shares): object {
    const tags = traffic.flatMap(({ tag, revision }) =>
      tag && revision ? [{ type: BY_REVISION, revision, tag }] : [],
    );
    const parts = Object.entries(withoutNothing(shares)).map(([revision, percent]) => ({ type: BY_REVISION, revision, percent })); // prettier-ignore
    return { name: this.path, etag, traffic: [...parts, ...tags] };
  }

  private async finished(begun: Operation, end: number): Promise<void> {
    let operation = begun;
    while (operation.done !== true && operation.name !== undefined) {
      if (performance.now() > end) throw new TrafficError('unsettled', `operation ${operation.name}`);
      await delay(this.options.pollEveryMs ?? 1_000);
      operation = (await this.client.get(operation.name)) as Operation;
    }
    const { error } = operation;
    if (error)
      throw new TrafficError(error.code === 10 ? 'moved' : 'refused', error.message ?? `code ${error.code}`);
  }

  /** The end of the operation is not yet the beginning of the traffic. */
  private async settled(shares: Shares, end: number): Promise<TrafficState> {
    for (;;) {
      const state = await this.read();
      if (state.settled && sameShares(state.shares, shares)) return state;
      if (performance.now() > end) throw new TrafficError('unsettled', JSON.stringify(state.shares));
      await delay(this.options.pollEveryMs ?? 1_000);
    }
  }
}

function sharesOf(targets: readonly TrafficTarget[]): Shares {
  const shares: Record<string, number> = {};
  for (const { revision, percent = 0 } of targets) {
    if (revision !== undefined && percent > 0) shares[revision] = (shares[revision] ?? 0) + percent;
  }
  return shares;
}
