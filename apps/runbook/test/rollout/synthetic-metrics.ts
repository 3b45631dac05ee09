import type { CollectedPoint } from '@couplekit/testkit';

const EVERY_MS = 50;
const BOUNDS = [0.01, 0.05, 0.1, 0.5, 1];

/** What a build does, in a second. */
export interface BuildRates {
  readonly requests: number;
  /** 5xx, of the requests. */
  readonly failures?: number;
}

/** Counters of two builds that grow with time, as a collector would have them. */
export class SyntheticMetrics implements Disposable {
  readonly metrics: CollectedPoint[][] = [];
  private readonly counts = new Map<string, { requests: number; failures: number }>();
  private readonly timer: NodeJS.Timeout;

  /** @param rates by build; a build without any has no metrics */
  constructor(rates: Readonly<Record<string, BuildRates>>) {
    let before = performance.now();
    this.timer = setInterval(() => {
      const now = performance.now();
      const seconds = (now - before) / 1_000;
      before = now;
      this.metrics.push(Object.entries(rates).flatMap(([build, rate]) => this.grow(build, rate, seconds)));
    }, EVERY_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
  }

  private grow(build: string, { requests, failures = 0 }: BuildRates, seconds: number): CollectedPoint[] {
    const before = this.counts.get(build) ?? { requests: 0, failures: 0 };
    const after = {
      requests: before.requests + requests * seconds,
      failures: before.failures + failures * seconds,
    };
    this.counts.set(build, after);
    const good = Math.floor(after.requests - after.failures);
    return [
      pointOf(build, { route: '/', method: 'GET', status: 200 }, good),
      pointOf(
        build,
        { route: '/api/couples/sessions/:sessionId/compute', method: 'POST', status: 200 },
        Math.floor(good / 10),
      ),
      pointOf(build, { route: '/', method: 'GET', status: 500 }, Math.floor(after.failures)),
    ];
  }
}

function pointOf(
  build: string,
  { route, method, status }: { readonly route: string; readonly method: string; readonly status: number },
  count: number,
): CollectedPoint {
  // Nine of ten are fast, the others less so.
  const slow = Math.floor(count / 10);
  return {
    name: 'http.server.request.duration',
    unit: 's',
    kind: 'histogram',
    temporality: 'cumulative',
    attributes: { 'http.route': route, 'http.request.method': method, 'http.response.status_code': status },
    resource: { 'service.version': build },
    startNanos: 0n,
    timeNanos: BigInt(Date.now()) * 1_000_000n,
    count,
    sum: count / 50,
    bounds: BOUNDS,
    buckets: [count - slow, slow, 0, 0, 0, 0],
  };
}
