import { CloudRunTraffic } from '../../src/traffic/cloud-run-traffic.js';
import { HaproxyTraffic } from '../../src/traffic/haproxy-traffic.js';
import type { TrafficPort } from '../../src/traffic/traffic-port.js';
import { FakeCloudRun } from './fake-cloud-run.js';
import { startNodeProxy, type HaproxyPlatform } from './node-proxy.js';
import { HAPROXY, startHaproxy } from './real-haproxy.js';
import type { Backend } from './weighted-proxy.js';

/** Somewhere that divides traffic, and how it is told. */
export interface Platform extends AsyncDisposable {
  /** Where people come in. */
  readonly url: string;
  readonly port: TrafficPort;
  /** For `runbook.yaml`. */
  readonly config: object;
}

type Start = (folder: string, backends: readonly Backend[]) => Promise<Platform>;

const behindRuntime =
  (start: (folder: string, backends: readonly Backend[]) => Promise<HaproxyPlatform>): Start =>
  async (folder, backends) => {
    const platform = await start(folder, backends);
    const { socket, backend } = platform;
    return {
      url: platform.url,
      port: new HaproxyTraffic({ socket, backend }),
      config: { kind: 'haproxy', socket, backend },
      [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
    };
  };

/** Every platform, and whether it is there. */
export const PLATFORMS: readonly {
  readonly name: string;
  readonly isThere: boolean;
  readonly start: Start;
}[] = [
  { name: 'a Node proxy', isThere: true, start: behindRuntime(startNodeProxy) },
  {
    name:
      HAPROXY === undefined ? 'HAProxy (skipped: it is not installed; apt-get install haproxy)' : 'HAProxy',
    isThere: HAPROXY !== undefined,
    start: behindRuntime(startHaproxy),
  },
  {
    name: 'a fake Cloud Run',
    isThere: true,
    start: async (_, backends) => {
      const fake = await FakeCloudRun.start(backends);
      const { endpoint, access, token } = fake;
      return {
        url: fake.url,
        port: new CloudRunTraffic({
          ...access,
          endpoint,
          token: () => Promise.resolve(token),
          pollEveryMs: 10,
        }),
        config: { kind: 'cloud-run', ...access, endpoint },
        [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
      };
    },
  },
];
