import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { WeightedProxy, type Backend } from './weighted-proxy.js';

const BACKEND = 'couplekit';
const HEADER =
  '# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord';

/** A platform of tests that HAProxy's Runtime API controls. */
export interface HaproxyPlatform extends AsyncDisposable {
  /** Where people come in. */
  readonly url: string;
  readonly socket: string;
  readonly backend: string;
}

/**
 * Stands in for HAProxy where it is not installed: it speaks what `HaproxyTraffic` needs of the Runtime API
 * (https://docs.haproxy.org/3.0/management.html#9.3), and forwards requests by the weights.
 */
export async function startNodeProxy(folder: string, backends: readonly Backend[]): Promise<HaproxyPlatform> {
  const proxy = await WeightedProxy.start(backends);
  const socket = join(folder, 'runtime.sock');
  const runtime = createServer({ allowHalfOpen: true }, (connection) => answer(connection, proxy)).listen(
    socket,
  );
  await once(runtime, 'listening');
  return {
    url: proxy.url,
    socket,
    backend: BACKEND,
    [Symbol.asyncDispose]: async () => {
      runtime.close();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

function answer(connection: Socket, proxy: WeightedProxy): void {
  let asked = '';
  connection.on('error', () => undefined);
  connection.on('data', (chunk: Buffer) => {
    asked += chunk.toString();
    if (!asked.includes('\n')) return;
    const [command = ''] = asked.split('\n');
    asked = '';
    connection.end(`${execute(command, proxy)}\n`);
  });
}

function execute(command: string, proxy: WeightedProxy): string {
  const { backends, weights } = proxy;
  if (command === `show servers state ${BACKEND}`) {
    const rows = backends.map(({ name, port }, at) => `3 ${BACKEND} ${at + 1} ${name} 127.0.0.1 2 0 ${weights[name]} 1 9 1 0 1 0 0 0 0 - ${port} -`); // prettier-ignore
    return ['1', HEADER, ...rows].join('\n');
  }
  if (command.startsWith('show servers state ')) return "Can't find backend.";
  if (command === 'show stat') {
    const rows = backends.map(({ name }) => `${BACKEND},${name},0,0,${proxy.activeOf(name)},9,`);
    return ['# pxname,svname,qcur,qmax,scur,smax,', ...rows].join('\n');
  }
  const [, name = '', weight] =
    new RegExp(`^set server ${BACKEND}/(\\S+) weight (\\d+)$`).exec(command) ?? [];
  if (weight === undefined) return 'Unknown command.';
  if (!backends.some((known) => known.name === name)) return 'No such server.';
  if (Number(weight) > 256) return 'Absolute weight can only be between 0 and 256 inclusive.';
  proxy.weights = { ...weights, [name]: Number(weight) };
  return '';
}
